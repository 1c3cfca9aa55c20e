namespace Sweep.Silo.Metrics;

/// <summary>One series of a family.</summary>
/// <param name="Labels">Its labels as they are written between braces, the same in both formats.</param>
/// <param name="Value">Its value, or a histogram's sum, as it is written.</param>
/// <param name="Created">When it began.</param>
internal sealed record MetricSeries(string Labels, string Value, DateTimeOffset Created)
{
    /// <summary>A histogram's upper bounds, each with the count at or under it, the last one +Inf; empty for other kinds.</summary>
    public IReadOnlyList<MetricBucket> Buckets { get; init; } = [];
}
