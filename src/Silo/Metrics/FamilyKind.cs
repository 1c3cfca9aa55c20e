namespace Sweep.Silo.Metrics;

/// <summary>What Prometheus takes a family for.</summary>
internal enum FamilyKind
{
    /// <summary>A total that only grows.</summary>
    Counter,

    /// <summary>A number that goes up and down.</summary>
    Gauge,

    /// <summary>Cumulative buckets, their sum and count.</summary>
    Histogram,

    /// <summary>Labels alone.</summary>
    Info,
}
