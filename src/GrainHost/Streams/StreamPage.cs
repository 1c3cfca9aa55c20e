namespace Sweep.GrainHost.Streams;

/// <summary>Some items of a stream, and what comes after them.</summary>
internal sealed record StreamPage<T>(StreamStatus Status, IReadOnlyList<T> Items, Exception? Failure = null);
