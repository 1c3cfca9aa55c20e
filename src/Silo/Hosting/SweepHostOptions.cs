namespace Sweep.Silo.Hosting;

/// <summary>How a silo is to run.</summary>
public sealed record SweepHostOptions
{
    /// <summary>Path of the SQLite record.</summary>
    public required string StorePath { get; init; }

    /// <summary>Trials trained at the same time.</summary>
    public required int Workers { get; init; }

    /// <summary>Port of the metrics endpoint on loopback; null opens none, 0 takes any free port.</summary>
    public int? MetricsPort { get; init; }
}
