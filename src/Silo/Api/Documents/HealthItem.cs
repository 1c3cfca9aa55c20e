namespace Sweep.Silo.Api.Documents;

/// <summary>What a probe is told.</summary>
/// <param name="Status"><c>ok</c>.</param>
public sealed record HealthItem(string Status);
