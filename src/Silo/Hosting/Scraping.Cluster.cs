#if CLUSTER
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Hosting;

/// <summary>Who writes a silo's metrics for Prometheus: OpenTelemetry's exporter for ASP.NET Core.</summary>
internal static class Scraping
{
    /// <summary>Meters that the host of grains has of its own.</summary>
    public static IReadOnlyList<string> Meters => ["Microsoft.Orleans"];

    /// <summary>Adds the exporter.</summary>
    public static void Configure(MeterProviderBuilder builder)
        => builder.AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0);

    /// <summary>What answers scrapes, with the exporter's own way of choosing a format and of compressing.</summary>
    public static RequestDelegate Answer(MetricsPipeline pipeline)
        => new ApplicationBuilder(new ServiceCollection().BuildServiceProvider())
            .UseOpenTelemetryPrometheusScrapingEndpoint(pipeline.Provider, static _ => true, path: null, configureBranchedPipeline: null, optionsName: null)
            .Build();
}
#endif
