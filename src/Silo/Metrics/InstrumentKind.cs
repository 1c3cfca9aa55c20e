namespace Sweep.Silo.Metrics;

/// <summary>What kind of instrument a metric is measured with.</summary>
public enum InstrumentKind
{
    /// <summary>A total that only grows.</summary>
    Counter,

    /// <summary>A number read whenever somebody asks.</summary>
    Gauge,

    /// <summary>Values counted by bucket.</summary>
    Histogram,
}
