using System.Diagnostics.Metrics;
using Sweep.Core.Results;

namespace Sweep.Silo.Metrics;

/// <summary>
/// All instruments of one process, by subsystem; made once and handed to whoever measures. Safe on any thread.
/// Until a <see cref="MetricsPipeline"/> listens a measurement costs next to nothing, and those of histograms are lost,
/// so start that first.
/// </summary>
public sealed class SweepInstruments : IDisposable
{
    private readonly Meter meter = new(Options());
    private readonly SweepMeter sweepMeter;
    private readonly Histogram<double> lag;
    private long failures;

    /// <summary>Instruments on meters of their own, which go with them.</summary>
    /// <param name="time">Tells how long the series of a sweep outlast it; the system's if null.</param>
    public SweepInstruments(TimeProvider? time = null)
    {
        var folded = new Losses(meter, MetricNames.TelemetryFolded, MetricNames.Sweep.Name, MetricNames.Activation.Name, MetricNames.Grain.Name);
        Dropped = new(meter, MetricNames.TelemetryDropped, "sweep", "level", "slot", "name");
        meter.Total<long>(MetricNames.TelemetrySnapshotErrors, () => [new(Volatile.Read(ref failures))]);
        lag = meter.Histogram(MetricNames.TelemetryLag);
        var sweeps = new SweepTable(time ?? TimeProvider.System, folded, Fail);
        Trials = new(meter, sweeps);
        Training = new(meter, sweeps, folded);
        Workers = new(meter, Fail, Dropped);
        WorkerProcesses = new(meter);
        Grains = new(meter, folded, Fail);
        Store = new(meter, Fail);
        sweepMeter = new(sweeps, Dropped, () => new(Options()));
    }

    /// <summary>Version of all meters: the product's.</summary>
    public string? Version => meter.Version;

    /// <summary>Trials and sweeps.</summary>
    public TrialInstruments Trials { get; }

    /// <summary>Training and gradients.</summary>
    public TrainingInstruments Training { get; }

    /// <summary>Training threads.</summary>
    public WorkerInstruments Workers { get; }

    /// <summary>Processes that train.</summary>
    public WorkerProcessInstruments WorkerProcesses { get; }

    /// <summary>Grains.</summary>
    public GrainInstruments Grains { get; }

    /// <summary>The record.</summary>
    public StoreInstruments Store { get; }

    /// <summary>Counts series that a collection leaves out.</summary>
    internal Losses Dropped { get; }

    /// <summary>How often the meter of sweeps was made.</summary>
    internal int Generations => sweepMeter.Generations;

    /// <inheritdoc cref="TrialInstruments.Track"/>
    public IDisposable Track(string sweepName, Func<SweepGauges> snapshot) => Trials.Track(sweepName, snapshot);

    /// <inheritdoc cref="TrialInstruments.Finished"/>
    public void TrialFinished(TrialTag trial, TrialOutcome outcome, double seconds) => Trials.Finished(trial, outcome, seconds);

    /// <inheritdoc cref="TrainingInstruments.Epoch"/>
    public void Epoch(TrialTag trial, EpochReport report, string activation, long epochSteps, long epochSamples)
        => Training.Epoch(trial, report, activation, epochSteps, epochSamples);

    /// <summary>An epoch's report reached its sweep's aggregator so long after it was made.</summary>
    public void TelemetryReceived(TimeSpan age) => lag.Record(age.TotalSeconds);

    /// <summary>Whether an instrument of this meter is one of these.</summary>
    internal bool Owns(Meter other) => ReferenceEquals(meter, other) || sweepMeter.Owns(other);

    /// <inheritdoc/>
    public void Dispose()
    {
        sweepMeter.Dispose();
        meter.Dispose();
    }

    private void Fail() => Interlocked.Increment(ref failures);

    private static MeterOptions Options() => new(MetricNames.Meter)
    {
        Version = typeof(SweepInstruments).Assembly.GetName().Version?.ToString(3),
    };
}
