using Microsoft.Extensions.Configuration;

namespace Sweep.Silo.Metrics;

/// <summary>
/// What the standard OTEL_ variables ask this process to send by OTLP. Without any nothing is sent. How it is sent, they
/// say too, and the exporter reads that itself.
/// </summary>
/// <param name="Metrics">Whether metrics are sent.</param>
/// <param name="Traces">Whether traces are sent.</param>
public sealed record OtlpSettings(bool Metrics, bool Traces)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Nothing is sent.</summary>
    public static OtlpSettings None { get; } = new(false, false);

    /// <summary>
    /// Reads <c>OTEL_SDK_DISABLED</c>, <c>OTEL_METRICS_EXPORTER</c>, <c>OTEL_TRACES_EXPORTER</c> and the endpoints. An
    /// exporter is chosen by <c>otlp</c> among its names, or by an endpoint where no exporter is named; exporters that this
    /// product does not have are left aside.
    /// </summary>
    public static OtlpSettings Read(IConfiguration environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (string.Equals(environment["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)) return None;
        return new(
            IsAsked(environment, "OTEL_METRICS_EXPORTER", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"),
            IsAsked(environment, "OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"));
    }

    /// <summary>The variables of this process.</summary>
    public static IConfiguration Environment() => new ConfigurationBuilder().AddEnvironmentVariables().Build();

    private static bool IsAsked(IConfiguration environment, string exporter, string ownEndpoint)
        => environment[exporter] is { Length: > 0 } names
            ? names.Split(',', StringSplitOptions.TrimEntries).Contains("otlp", StringComparer.OrdinalIgnoreCase)
            : environment[ownEndpoint] is { Length: > 0 } || environment[Endpoint] is { Length: > 0 };
}
