using OpenTelemetry.Resources;

namespace Sweep.Silo.Metrics;

/// <summary>How the process names itself: by <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c>, else as <c>sweep</c>.</summary>
internal static class ProcessResource
{
    /// <summary>What describes it.</summary>
    public static ResourceBuilder Make(string? version) => ResourceBuilder.CreateEmpty()
        .AddService("sweep", serviceVersion: version, autoGenerateServiceInstanceId: false)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
