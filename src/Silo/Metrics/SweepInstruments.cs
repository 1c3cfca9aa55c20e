using System.Diagnostics.Metrics;
using Sweep.Core.Results;

namespace Sweep.Silo.Metrics;

/// <summary>
/// All instruments of one process, by subsystem; made once and handed to whoever measures. Safe on any thread.
/// Until a <see cref="MetricsPipeline"/> listens a measurement costs next to nothing and is lost, so start that first.
/// </summary>
public sealed class SweepInstruments : IDisposable
{
    private readonly bool owned;
    private readonly Histogram<double> lag;

    /// <summary>Instruments on a meter of their own, which goes with them.</summary>
    public SweepInstruments()
        : this(new Meter(Options()), owned: true)
    {
    }

    /// <summary>Instruments on a factory's meter, which goes with the factory.</summary>
    public SweepInstruments(IMeterFactory factory)
        : this(Checked(factory).Create(Options()), owned: false)
    {
    }

    private SweepInstruments(Meter meter, bool owned)
    {
        Meter = meter;
        this.owned = owned;
        var folded = meter.Counter(MetricNames.TelemetryFolded);
        var errors = meter.Counter(MetricNames.TelemetrySnapshotErrors);
        var sweeps = new LabelBound(MetricNames.Sweep.Name, MetricNames.MaxSweeps, folded);
        lag = meter.Histogram(MetricNames.TelemetryLag);
        Trials = new(meter, sweeps, errors);
        Training = new(meter, sweeps, folded);
        Workers = new(meter, errors);
        Grains = new(meter, folded, errors);
        Store = new(meter, errors);
    }

    /// <summary>The meter that they stand on.</summary>
    public Meter Meter { get; }

    /// <summary>Trials and sweeps.</summary>
    public TrialInstruments Trials { get; }

    /// <summary>Training and gradients.</summary>
    public TrainingInstruments Training { get; }

    /// <summary>Training threads.</summary>
    public WorkerInstruments Workers { get; }

    /// <summary>Grains.</summary>
    public GrainInstruments Grains { get; }

    /// <summary>The record.</summary>
    public StoreInstruments Store { get; }

    /// <inheritdoc cref="TrialInstruments.Track"/>
    public IDisposable Track(string sweepName, Func<SweepGauges> snapshot) => Trials.Track(sweepName, snapshot);

    /// <inheritdoc cref="TrialInstruments.Finished"/>
    public void TrialFinished(string sweep, TrialOutcome outcome, double seconds) => Trials.Finished(sweep, outcome, seconds);

    /// <inheritdoc cref="TrainingInstruments.Epoch"/>
    public void Epoch(string sweep, EpochReport report, string activation, long epochSteps, long epochSamples)
        => Training.Epoch(sweep, report, activation, epochSteps, epochSamples);

    /// <summary>An epoch's report reached its sweep's aggregator so long after it was made.</summary>
    public void TelemetryReceived(TimeSpan age) => lag.Record(age.TotalSeconds);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (owned) Meter.Dispose();
    }

    private static IMeterFactory Checked(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return factory;
    }

    private static MeterOptions Options() => new(MetricNames.Meter)
    {
        Version = typeof(SweepInstruments).Assembly.GetName().Version?.ToString(3),
    };
}
