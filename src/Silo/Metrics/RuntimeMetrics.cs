using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Sweep.Silo.Metrics;

/// <summary>What the .NET runtime measures of itself, on a meter of its own.</summary>
internal static class RuntimeMetrics
{
    /// <summary>The runtime's meter.</summary>
    public const string Meter = "System.Runtime";

    // By generation of the garbage collector or by processor mode: few, and the same for every process.
    private const int MaxSeries = 16;

    // In Prometheus a name that ends in count is a part of a histogram.
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["dotnet.assembly.count"] = "dotnet.assemblies",
        ["dotnet.process.cpu.count"] = "dotnet.process.cpus",
        ["dotnet.timer.count"] = "dotnet.timers",
    };

    /// <summary>How an instrument is shown: exceptions without their types, of which there is no end.</summary>
    public static MetricStreamConfiguration View(Instrument instrument) => instrument.Name == "dotnet.exceptions"
        ? new() { CardinalityLimit = 1, TagKeys = [] }
        : new() { CardinalityLimit = MaxSeries, Name = Renamed.GetValueOrDefault(instrument.Name) };
}
