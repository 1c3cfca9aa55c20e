using Microsoft.Extensions.Configuration;

namespace Sweep.Silo.Hosting;

/// <summary>How a silo is to run.</summary>
public sealed record SweepHostOptions
{
    /// <summary>Path of the SQLite record.</summary>
    public required string StorePath { get; init; }

    /// <summary>Trials trained at the same time.</summary>
    public required int Workers { get; init; }

    /// <summary>Trials in flight at a time; null for three a worker, which is too few for trials of milliseconds.</summary>
    public int? Window { get; init; }

    /// <summary>How trials are kept apart from this process.</summary>
    public IsolationOptions Isolation { get; init; } = new();

    /// <summary>How long trainings that still run when the silo stops may go on towards an epoch's end, where they are saved.</summary>
    public TimeSpan DrainBound { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>OTEL_ variables, which say what is sent where; null for those of the process.</summary>
    public IConfiguration? Environment { get; init; }

    /// <summary>How the log is written.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>Port of the metrics endpoint on loopback; null opens none, 0 takes any free port.</summary>
    public int? MetricsPort { get; init; }
}
