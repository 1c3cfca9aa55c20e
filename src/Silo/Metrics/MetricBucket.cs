namespace Sweep.Silo.Metrics;

/// <summary>One bucket of a histogram.</summary>
/// <param name="Bound">Its upper bound.</param>
/// <param name="Count">Measurements at or under the bound.</param>
internal sealed record MetricBucket(double Bound, long Count)
{
    /// <summary>The last measurement that fell between this bound and the one before; null where none is known.</summary>
    public MetricExemplar? Exemplar { get; init; }
}
