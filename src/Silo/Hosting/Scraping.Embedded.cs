#if !CLUSTER
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Metrics;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Hosting;

/// <summary>Who writes a silo's metrics for Prometheus: this product's own exporter.</summary>
internal static class Scraping
{
    /// <summary>Meters that the host of grains has of its own: none.</summary>
    public static IReadOnlyList<string> Meters => [];

    /// <summary>Nothing: every pipeline has the exporter.</summary>
    public static void Configure(MeterProviderBuilder builder)
    {
    }

    /// <summary>What answers scrapes.</summary>
    public static RequestDelegate Answer(MetricsPipeline pipeline) => new MetricsApplication(pipeline.Exporter).ProcessRequestAsync;
}
#endif
