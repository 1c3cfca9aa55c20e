namespace Sweep.Client.Output;

/// <summary>What <c>sweep retry --json</c> prints.</summary>
internal sealed record RetryJson(string Id, string State, int Withdrawn);
