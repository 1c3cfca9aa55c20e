using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Silo.Metrics;
using Sweep.Silo.Tracing;

namespace Sweep.Silo.Hosting;

/// <summary>All by which a silo tells of itself: instruments, those who listen to them, traces, and the form of its log.</summary>
internal sealed class SiloTelemetry : IDisposable
{
    private readonly SweepTracing? _tracing;

    /// <summary>Starts to measure, and to send what the OTEL_ variables ask for.</summary>
    /// <param name="serve">Whether metrics are to be scraped.</param>
    /// <param name="format">Form of the log.</param>
    /// <param name="environment">OTEL_ variables; null for those of the process.</param>
    /// <exception cref="InvalidInputException">The variables ask for what there is not.</exception>
    /// <param name="configure">Adds whoever else is to read metrics.</param>
    public SiloTelemetry(bool serve, LogFormat format, IConfiguration? environment = null, Action<MeterProviderBuilder>? configure = null)
    {
        LogFormat = format;
        environment ??= OtlpSettings.Environment();
        var otlp = OtlpSettings.Read(environment);
        Instruments = new();
        try
        {
            Pipeline = serve || otlp.Metrics ? new(Instruments, environment, meters: Scraping.Meters, configure: configure, otlp: otlp.Metrics) : null;
            _tracing = otlp.Traces ? new(Instruments.Version, environment) : null;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What measures.</summary>
    public SweepInstruments Instruments { get; }

    /// <summary>Who listens; null where nobody does.</summary>
    public MetricsPipeline? Pipeline { get; }

    /// <summary>Form of the log.</summary>
    public LogFormat LogFormat { get; }

    /// <summary>Adds what grains and trainers tell of what they do.</summary>
    public void AddTo(IServiceCollection services)
    {
        var metrics = new MetricsTelemetry(Instruments, _tracing?.Trials);
        services.AddSingleton<ITrialTelemetry>(metrics);
        if (Pipeline is not null)
            services.AddSingleton<ITrainingMeter>(metrics);
        // A span ends with its trial, and what is measured then still belongs to it.
        if (_tracing is not null)
            services.AddSingleton<ITrialTelemetry>(_tracing.Trials);
    }

    /// <summary>Shows a pool of workers until the answer is disposed.</summary>
    public IDisposable Track(TrainerPool pool) => Instruments.Workers.Track(() => new(pool.Queued, pool.Busy, pool.Workers)
    {
        Slots = [.. pool.Slots.Select(slot => new SlotGauge(slot.Job is not null, slot.Job?.Trial.Combination.Config.Training.Epochs ?? 0, slot.Last))],
    });

    /// <summary>Shows a sweep until the answer is disposed.</summary>
    public IDisposable Watch(string sweep, SweepPlan plan, Func<SweepStatus?> status, Func<SweepTotals?> totals, TimeProvider time)
    {
        var gauging = new SweepGauging(plan, time);
        var shown = Instruments.Track(plan.Spec.Name, () => gauging.Read(status(), totals()));
        var traced = _tracing?.Watch(sweep, plan, () => EndOf(status()));
        return new Watching(shown, traced);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tracing?.Dispose();
        Pipeline?.Dispose();
        Instruments.Dispose();
    }

    private static IEnumerable<KeyValuePair<string, object?>> EndOf(SweepStatus? status) => status is null ? [] :
    [
        new("sweep.phase", SweepGauges.Phases[(int)status.Phase]),
        new("sweep.completed", status.Completed), new("sweep.diverged", status.Diverged),
        new("sweep.failed", status.Failed), new("sweep.stopped", status.Stopped),
    ];

    private sealed record Watching(IDisposable Shown, IDisposable? Traced) : IDisposable
    {
        public void Dispose()
        {
            Shown.Dispose();
            Traced?.Dispose();
        }
    }
}
