using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Sweep.Silo.Metrics;

/// <summary>
/// Hands out what an OpenTelemetry meter provider measured, as Prometheus reads it. It collects when it is asked;
/// scrapes at the same time wait for each other, and one within the minimum interval of the last gets that one's numbers.
/// Make it known to a provider through a <see cref="BaseExportingMetricReader"/>.
/// </summary>
[ExportModes(ExportModes.Pull)]
public sealed class PrometheusExporter : BaseExporter<OpenTelemetry.Metrics.Metric>, IPullMetricExporter
{
    private readonly TimeProvider clock;
    private readonly TimeSpan minimumInterval;
    private readonly SemaphoreSlim gate = new(1, 1);
    private IReadOnlyList<MetricFamily>? families;
    private long collectedAt;

    /// <summary>An exporter that collects at every scrape.</summary>
    public PrometheusExporter()
        : this(TimeProvider.System, TimeSpan.Zero)
    {
    }

    /// <summary>An exporter that collects no more often than once in an interval.</summary>
    public PrometheusExporter(TimeProvider clock, TimeSpan minimumInterval)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumInterval, TimeSpan.Zero);
        this.clock = clock;
        this.minimumInterval = minimumInterval;
    }

    /// <summary>Set by the reader: collects from all instruments.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>
    /// Metrics and series that the last collection left out because they could not be written validly:
    /// a name that another family holds, a series twice, an exponential histogram.
    /// </summary>
    public int Dropped { get; private set; }

    /// <summary>Told of <see cref="Dropped"/> after each collection that left something out.</summary>
    internal Action<int>? OnDropped { get; init; }

    /// <summary>Collects, or takes the last collection if that is fresh enough, and writes it down in UTF-8.</summary>
    /// <exception cref="InvalidOperationException">No reader feeds this exporter, or its provider is shut down.</exception>
    public async Task<byte[]> ScrapeAsync(ExpositionFormat format, CancellationToken cancellationToken = default)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<MetricFamily> current;
        try
        {
            current = Current();
        }
        finally
        {
            gate.Release();
        }

        return ExpositionWriter.Write(current, format);
    }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<OpenTelemetry.Metrics.Metric> batch)
    {
        var builder = new FamilyBuilder();
        builder.Add(ParentProvider.GetResource());
        foreach (var metric in batch) builder.Add(metric);
        families = builder.Families;
        Dropped = builder.Dropped;
        if (Dropped > 0) OnDropped?.Invoke(Dropped);
        return ExportResult.Success;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) gate.Dispose();
        base.Dispose(disposing);
    }

    private IReadOnlyList<MetricFamily> Current()
    {
        if (families is { } cached && minimumInterval > TimeSpan.Zero && clock.GetElapsedTime(collectedAt) < minimumInterval)
            return cached;
        families = null;
        if (Collect is null) throw new InvalidOperationException("no meter provider feeds this exporter");
        var collected = Collect(Timeout.Infinite);
        if (!collected || families is not { } fresh) throw new InvalidOperationException("metrics could not be collected: their provider is shut down");
        collectedAt = clock.GetTimestamp();
        return fresh;
    }
}
