namespace Sweep.Client.Output;

/// <summary>What <c>sweep delete --json</c> prints.</summary>
internal sealed record DeleteJson(string Id, bool Deleted);
