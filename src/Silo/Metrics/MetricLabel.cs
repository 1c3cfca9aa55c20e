namespace Sweep.Silo.Metrics;

/// <summary>One label of a metric. Every label has a bound, so every metric has one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MaxValues">Most values that it can take.</param>
public sealed record MetricLabel(string Name, int MaxValues);
