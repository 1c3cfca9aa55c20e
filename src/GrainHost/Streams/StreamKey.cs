namespace Sweep.GrainHost.Streams;

/// <summary>Identity of one enumeration of a stream.</summary>
/// <param name="Host">Name of the reader's host.</param>
/// <param name="Number">Number given by that host.</param>
internal readonly record struct StreamKey(string Host, long Number);
