namespace Sweep.Silo.Metrics;

/// <summary>A text form in which Prometheus reads metrics.</summary>
public enum ExpositionFormat
{
    /// <summary>Prometheus text format 0.0.4.</summary>
    Text,

    /// <summary>OpenMetrics text format 1.0.0.</summary>
    OpenMetrics,
}
