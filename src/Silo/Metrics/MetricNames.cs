using System.Reflection;
using Sweep.Core.Configuration;

namespace Sweep.Silo.Metrics;

/// <summary>Every metric of this product, each by name, unit, meaning and labels. Nothing else names a metric.</summary>
public static class MetricNames
{
    /// <summary>The meter of all instruments.</summary>
    public const string Meter = "Sweep";

    /// <summary>What a label says instead of a value beyond its bound.</summary>
    public const string Other = "other";

    /// <summary>Sweep names that get a value of their own; all later ones are <see cref="Other"/>.</summary>
    public const int MaxSweeps = 64;

    /// <summary>Grain types that get a value of their own; all later ones are <see cref="Other"/>.</summary>
    public const int MaxGrainTypes = 32;

    /// <summary>Names of all activations that a spec can ask for.</summary>
    public static readonly IReadOnlyList<string> Activations =
        [.. typeof(Core.Configuration.Activation).GetNestedTypes().Select(type => type.GetCustomAttribute<OptionAttribute>()?.Name).OfType<string>()];

    /// <summary>Name of the sweep.</summary>
    public static readonly MetricLabel Sweep = new("sweep", MaxSweeps + 1);

    /// <summary>pending, running, completed, diverged, failed or stopped.</summary>
    public static readonly MetricLabel State = new("state", 6);

    /// <summary>completed, diverged, failed or stopped.</summary>
    public static readonly MetricLabel Outcome = new("outcome", 4);

    /// <summary>minimize or maximize.</summary>
    public static readonly MetricLabel Direction = new("direction", 2);

    /// <summary>first, lower, middle, upper or last.</summary>
    public static readonly MetricLabel Depth = new("depth", 5);

    /// <summary>The activation's name in specs.</summary>
    public static readonly MetricLabel Activation = new("activation", Activations.Count + 1);

    /// <summary>nan or inf.</summary>
    public static readonly MetricLabel Kind = new("kind", 2);

    /// <summary>The grain's type.</summary>
    public static readonly MetricLabel Grain = new("grain", MaxGrainTypes + 1);

    /// <summary>The label whose bound was met.</summary>
    public static readonly MetricLabel Label = new("label", 3);

    private static readonly double[] Seconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Trials by what state they are in.</summary>
    public static readonly MetricDefinition Trials = new("sweep.trials", InstrumentKind.Gauge, "{trial}",
        "Trials of the running sweeps by state")
    { Labels = [Sweep, State] };

    /// <summary>Trials with a result.</summary>
    public static readonly MetricDefinition TrialsFinished = new("sweep.trials.finished", InstrumentKind.Counter, "{trial}",
        "Trials that got their result")
    { Labels = [Sweep, Outcome] };

    /// <summary>How long trials took.</summary>
    public static readonly MetricDefinition TrialDuration = new("sweep.trial.duration", InstrumentKind.Histogram, "s",
        "Time from the start of a trial's last attempt to its result")
    { Labels = [Sweep, Outcome], Boundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 3600, 14400] };

    /// <summary>Attempts begun.</summary>
    public static readonly MetricDefinition TrialAttempts = new("sweep.trial.attempts", InstrumentKind.Counter, "{attempt}",
        "Attempts at trials that began, first ones and retries")
    { Labels = [Sweep] };

    /// <summary>Retries.</summary>
    public static readonly MetricDefinition TrialRetries = new("sweep.trial.retries", InstrumentKind.Counter, "{retry}",
        "Attempts that followed a failed or lost one")
    { Labels = [Sweep] };

    /// <summary>How large checkpoints are.</summary>
    public static readonly MetricDefinition CheckpointSize = new("sweep.checkpoint.size", InstrumentKind.Histogram, "By",
        "Size of a training's saved state")
    { Labels = [Sweep], Boundaries = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8] };

    /// <summary>How long checkpoints take.</summary>
    public static readonly MetricDefinition CheckpointDuration = new("sweep.checkpoint.duration", InstrumentKind.Histogram, "s",
        "Time that saving a training took, until the record had its state")
    { Labels = [Sweep], Boundaries = [0.001, 0.0025, 0.01, 0.025, 0.1, 1] };

    /// <summary>The best objective.</summary>
    public static readonly MetricDefinition ObjectiveBest = new("sweep.objective.best", InstrumentKind.Gauge, "",
        "Best objective of a running sweep so far; absent before its first result and for sweeps beyond the bound")
    { Labels = [Sweep, Direction] };

    /// <summary>Training steps.</summary>
    public static readonly MetricDefinition TrainingSteps = new("sweep.training.steps", InstrumentKind.Counter, "{step}",
        "Optimiser steps taken")
    { Labels = [Sweep] };

    /// <summary>Training samples.</summary>
    public static readonly MetricDefinition TrainingSamples = new("sweep.training.samples", InstrumentKind.Counter, "{sample}",
        "Training samples seen, each as often as it was met")
    { Labels = [Sweep] };

    /// <summary>Training epochs.</summary>
    public static readonly MetricDefinition TrainingEpochs = new("sweep.training.epochs", InstrumentKind.Counter, "{epoch}",
        "Epochs trained")
    { Labels = [Sweep] };

    /// <summary>Gradient norms.</summary>
    public static readonly MetricDefinition GradientNorm = new("sweep.gradient.norm", InstrumentKind.Histogram, "",
        "L2 norm of a layer's gradient, mean over an epoch, by the layer's relative depth")
    {
        Labels = [Depth, Activation],
        Boundaries = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4],
    };

    /// <summary>NaN and Inf in gradients.</summary>
    public static readonly MetricDefinition GradientNonFinite = new("sweep.gradient.nonfinite", InstrumentKind.Counter, "{element}",
        "Gradient elements that were NaN or infinite in measured steps")
    { Labels = [Sweep, Kind] };

    /// <summary>Trials waiting for a worker.</summary>
    public static readonly MetricDefinition QueueLength = new("sweep.queue.length", InstrumentKind.Gauge, "{trial}",
        "Trials handed to this silo that wait for a free worker");

    /// <summary>All workers.</summary>
    public static readonly MetricDefinition Workers = new("sweep.workers", InstrumentKind.Gauge, "{worker}",
        "Training threads of this silo");

    /// <summary>Workers that train.</summary>
    public static readonly MetricDefinition WorkersBusy = new("sweep.workers.busy", InstrumentKind.Gauge, "{worker}",
        "Training threads of this silo that train right now");

    /// <summary>Grain calls.</summary>
    public static readonly MetricDefinition GrainCalls = new("sweep.grain.calls", InstrumentKind.Counter, "{call}",
        "Calls that were sent to grains");

    /// <summary>Grain call timeouts.</summary>
    public static readonly MetricDefinition GrainTimeouts = new("sweep.grain.timeouts", InstrumentKind.Counter, "{call}",
        "Grain calls whose caller gave up waiting");

    /// <summary>Live activations.</summary>
    public static readonly MetricDefinition GrainActivations = new("sweep.grain.activations", InstrumentKind.Gauge, "{activation}",
        "Grain activations in memory");

    /// <summary>Turn durations.</summary>
    public static readonly MetricDefinition GrainTurnDuration = new("sweep.grain.turn.duration", InstrumentKind.Histogram, "s",
        "Time that one turn of a grain held its thread")
    { Labels = [Grain], Boundaries = [0.00001, 0.000025, 0.00005, .. Seconds[..13]] };

    /// <summary>Commit latency.</summary>
    public static readonly MetricDefinition StoreCommitDuration = new("sweep.store.commit.duration", InstrumentKind.Histogram, "s",
        "Time of one commit to the record")
    { Boundaries = Seconds };

    /// <summary>Batch sizes.</summary>
    public static readonly MetricDefinition StoreBatchSize = new("sweep.store.batch.size", InstrumentKind.Histogram, "{write}",
        "Writes that went into one commit")
    { Boundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] };

    /// <summary>Refused writes.</summary>
    public static readonly MetricDefinition StoreStaleWrites = new("sweep.store.stale_writes", InstrumentKind.Counter, "{write}",
        "Writes of superseded attempts that the record refused");

    /// <summary>Lag of telemetry.</summary>
    public static readonly MetricDefinition TelemetryLag = new("sweep.telemetry.lag", InstrumentKind.Histogram, "s",
        "Time from a snapshot of all sweeps' totals on this silo to the aggregators' answers")
    { Boundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] };

    /// <summary>Measurements folded into <see cref="Other"/>.</summary>
    public static readonly MetricDefinition TelemetryFolded = new("sweep.telemetry.folded", InstrumentKind.Counter, "{measurement}",
        "Measurements whose label had more values than its bound and says other instead")
    { Labels = [Label] };

    /// <summary>Snapshots that failed.</summary>
    public static readonly MetricDefinition TelemetrySnapshotErrors = new("sweep.telemetry.snapshot_errors", InstrumentKind.Counter, "{error}",
        "Readings of gauges that threw; their series are absent from that scrape");

    /// <summary>All of them, in the order of documents.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        Trials, TrialsFinished, TrialDuration, TrialAttempts, TrialRetries,
        CheckpointSize, CheckpointDuration, ObjectiveBest,
        TrainingSteps, TrainingSamples, TrainingEpochs, GradientNorm, GradientNonFinite,
        QueueLength, Workers, WorkersBusy,
        GrainCalls, GrainTimeouts, GrainActivations, GrainTurnDuration,
        StoreCommitDuration, StoreBatchSize, StoreStaleWrites,
        TelemetryLag, TelemetryFolded, TelemetrySnapshotErrors,
    ];
}
