using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Sweep.Silo.Metrics;

/// <summary>
/// Listens to one set of <see cref="SweepInstruments"/> and keeps their totals for <see cref="Exporter"/>.
/// Every instrument has room for all series that its labels' bounds allow. The process names itself by
/// <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c>, else as <c>sweep</c>. It opens no port.
/// </summary>
public sealed class MetricsPipeline : IDisposable
{
    // A place for each stream that there ever is: those of the sweeps' meter are made anew with it.
    private const int MaxStreams = 200_000;
    private const int MaxForeignSeries = 256;

    /// <summary>Starts to listen.</summary>
    /// <param name="instruments">What to listen to; other meters of the same name are not heard.</param>
    /// <param name="environment">OTEL_ variables that go before those of the process' environment; null for none.</param>
    /// <param name="clock">Time for the minimum interval; the system's if null.</param>
    /// <param name="minimumInterval">Least time between two collections; zero to collect at every scrape.</param>
    /// <param name="meters">Names of other meters to listen to; each of their instruments has room for so many series and no more.</param>
    /// <param name="configure">Adds whoever else is to read.</param>
    /// <param name="otlp">Whether to send metrics by OTLP as well, as the OTEL_ variables say.</param>
    public MetricsPipeline(
        SweepInstruments instruments, IConfiguration? environment = null, TimeProvider? clock = null, TimeSpan minimumInterval = default,
        IReadOnlyList<string>? meters = null, Action<MeterProviderBuilder>? configure = null, bool otlp = false)
    {
        ArgumentNullException.ThrowIfNull(instruments);
        var exporter = new PrometheusExporter(clock ?? TimeProvider.System, minimumInterval)
        {
            OnDropped = series => instruments.Dropped.Add("name", series),
        };
        Exporter = exporter;
        var builder = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ProcessResource.Make(instruments.Version))
            .AddMeter([MetricNames.Meter, RuntimeMetrics.Meter, .. meters ?? []])
            .AddView(instrument => ViewOf(instruments, meters ?? [], instrument))
            .SetMaxMetricStreams(MaxStreams)
            .SetExemplarFilter(ExemplarFilterType.AlwaysOn)
            .AddReader(new BaseExportingMetricReader(exporter));
        if (environment is not null) builder.ConfigureServices(services => services.AddSingleton(environment));
        if (otlp) builder.AddOtlpExporter();
        configure?.Invoke(builder);
        Provider = builder.Build();
    }

    /// <summary>Where the numbers are had.</summary>
    public PrometheusExporter Exporter { get; }

    /// <summary>What collects.</summary>
    internal MeterProvider Provider { get; }

    /// <inheritdoc/>
    public void Dispose() => Provider.Dispose();

    private static MetricStreamConfiguration? ViewOf(SweepInstruments instruments, IReadOnlyList<string> meters, Instrument instrument)
    {
        if (meters.Contains(instrument.Meter.Name)) return new MetricStreamConfiguration { CardinalityLimit = MaxForeignSeries };
        if (instrument.Meter.Name == RuntimeMetrics.Meter) return RuntimeMetrics.View(instrument);
        if (!instruments.Owns(instrument.Meter)) return MetricStreamConfiguration.Drop;
        var definition = MetricNames.All.FirstOrDefault(candidate => candidate.Name == instrument.Name);
        if (definition is null) return null;
        var series = definition.Labels.Contains(MetricNames.Sweep) ? definition.MaxSeries * SweepMeter.Room : definition.MaxSeries;
        var labels = definition.Labels.Select(label => label.Name).ToArray();
        return definition.Kind == InstrumentKind.Histogram
            ? new ExplicitBucketHistogramConfiguration
            {
                Boundaries = [.. definition.Boundaries],
                CardinalityLimit = series,
                RecordMinMax = false,
                TagKeys = labels,
            }
            : new MetricStreamConfiguration { CardinalityLimit = series };
    }
}
