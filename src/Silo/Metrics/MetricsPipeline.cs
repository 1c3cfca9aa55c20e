using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Sweep.Silo.Metrics;

/// <summary>
/// Listens to one set of <see cref="SweepInstruments"/> and keeps their totals for <see cref="Exporter"/>.
/// Every instrument has room for all series that its labels' bounds allow. The process names itself by
/// <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c>, else as <c>sweep</c>. It opens no port and sends nothing.
/// </summary>
public sealed class MetricsPipeline : IDisposable
{
    private readonly MeterProvider provider;

    /// <summary>Starts to listen.</summary>
    /// <param name="instruments">What to listen to; other meters of the same name are not heard.</param>
    /// <param name="environment">OTEL_ variables that go before those of the process' environment; null for none.</param>
    /// <param name="clock">Time for the minimum interval; the system's if null.</param>
    /// <param name="minimumInterval">Least time between two collections; zero to collect at every scrape.</param>
    public MetricsPipeline(
        SweepInstruments instruments, IConfiguration? environment = null, TimeProvider? clock = null, TimeSpan minimumInterval = default)
    {
        ArgumentNullException.ThrowIfNull(instruments);
        var exporter = new PrometheusExporter(clock ?? TimeProvider.System, minimumInterval);
        Exporter = exporter;
        var builder = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty()
                .AddService("sweep", serviceVersion: instruments.Meter.Version, autoGenerateServiceInstanceId: false)
                .AddTelemetrySdk()
                .AddEnvironmentVariableDetector())
            .AddMeter(instruments.Meter.Name)
            .AddView(instrument => ViewOf(instruments.Meter, instrument))
            .AddReader(new BaseExportingMetricReader(exporter));
        if (environment is not null) builder.ConfigureServices(services => services.AddSingleton(environment));
        provider = builder.Build();
    }

    /// <summary>Where the numbers are had.</summary>
    public PrometheusExporter Exporter { get; }

    /// <inheritdoc/>
    public void Dispose() => provider.Dispose();

    private static MetricStreamConfiguration? ViewOf(Meter meter, Instrument instrument)
    {
        if (!ReferenceEquals(instrument.Meter, meter)) return MetricStreamConfiguration.Drop;
        var definition = MetricNames.All.FirstOrDefault(candidate => candidate.Name == instrument.Name);
        if (definition is null) return null;
        return definition.Kind == InstrumentKind.Histogram
            ? new ExplicitBucketHistogramConfiguration
            {
                Boundaries = [.. definition.Boundaries],
                CardinalityLimit = definition.MaxSeries,
                RecordMinMax = false,
            }
            : new MetricStreamConfiguration { CardinalityLimit = definition.MaxSeries };
    }
}
