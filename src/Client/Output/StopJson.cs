namespace Sweep.Client.Output;

/// <summary>What <c>sweep pause --json</c> and <c>sweep cancel --json</c> print.</summary>
internal sealed record StopJson(string Id, string State, string? Request);
