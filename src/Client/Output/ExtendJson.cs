namespace Sweep.Client.Output;

/// <summary>What <c>sweep extend --json</c> prints.</summary>
internal sealed record ExtendJson(string Id, string State, int Replicates, long Trials, long Added);
