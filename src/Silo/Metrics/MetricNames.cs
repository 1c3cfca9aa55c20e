using System.Reflection;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Verdicts;
using Sweep.Workers.Hosting;

namespace Sweep.Silo.Metrics;

/// <summary>Every metric of this product, each by name, unit, meaning and labels. Nothing else names a metric.</summary>
public static class MetricNames
{
    /// <summary>The meter of all instruments.</summary>
    public const string Meter = "Sweep";

    /// <summary>What a label says instead of a value beyond its bound.</summary>
    public const string Other = "other";

    /// <summary>Names of sweeps that get a value of their own at one time; those beyond are <see cref="Other"/>.</summary>
    public const int MaxSweeps = 16;

    /// <summary>Factors of a sweep that are shown, the first ones.</summary>
    public const int MaxFactors = 12;

    /// <summary>Levels of a sweep that are shown, over all its factors, the first ones.</summary>
    public const int MaxLevels = 48;

    /// <summary>Training threads of a silo that are shown one by one, the first ones.</summary>
    public const int MaxSlots = 64;

    /// <summary>Grain types that get a value of their own; all later ones are <see cref="Other"/>.</summary>
    public const int MaxGrainTypes = 32;

    /// <summary>Names of all activations that a spec can ask for.</summary>
    public static readonly IReadOnlyList<string> Activations =
        [.. typeof(Core.Configuration.Activation).GetNestedTypes().Select(type => type.GetCustomAttribute<OptionAttribute>()?.Name).OfType<string>()];

    /// <summary>Name of the sweep.</summary>
    public static readonly MetricLabel Sweep = new("sweep", MaxSweeps + 1);

    /// <summary>pending, running, completed, diverged, failed or stopped.</summary>
    public static readonly MetricLabel State = new("state", 6);

    /// <summary>idle, running, pausing, paused, cancelling, cancelled or finished.</summary>
    public static readonly MetricLabel Phase = new("phase", 7);

    /// <summary>completed, diverged, failed or stopped.</summary>
    public static readonly MetricLabel Outcome = new("outcome", 4);

    /// <summary>minimize or maximize.</summary>
    public static readonly MetricLabel Direction = new("direction", 2);

    /// <summary>0 for the best, to 9.</summary>
    public static readonly MetricLabel Rank = new("rank", 10);

    /// <summary>A factor of the spec that has levels.</summary>
    public static readonly MetricLabel Factor = new("factor", MaxFactors);

    /// <summary>A level's name, or its place in the spec where it is a number.</summary>
    public static readonly MetricLabel Level = new("level", MaxLevels);

    /// <summary>A verdict's name.</summary>
    public static readonly MetricLabel Verdict = new("verdict", Enum.GetValues<Verdict>().Length);

    /// <summary>first, lower, middle, upper or last.</summary>
    public static readonly MetricLabel Depth = new("depth", LayerDepth.All.Count);

    /// <summary>The activation's name in specs.</summary>
    public static readonly MetricLabel Activation = new("activation", Activations.Count + 1);

    /// <summary>nan or inf.</summary>
    public static readonly MetricLabel Kind = new("kind", 2);

    /// <summary>A training thread, from 0.</summary>
    public static readonly MetricLabel Slot = new("slot", MaxSlots);

    /// <summary>Why a worker process ended: exited, crashed, killed, hung, disobeyed, garbled, other_version or not_started.</summary>
    public static readonly MetricLabel Cause = new("cause", Enum.GetValues<ExitCause>().Length);

    /// <summary>The grain's type.</summary>
    public static readonly MetricLabel Grain = new("grain", MaxGrainTypes + 1);

    /// <summary>The label whose bound was met.</summary>
    public static readonly MetricLabel Label = new("label", 3);

    /// <summary>Why a series is missing: sweep, level, slot or name.</summary>
    public static readonly MetricLabel Reason = new("reason", 4);

    private static readonly double[] Seconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly double[] Shares = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1];

    /// <summary>Trials of the running sweeps by state.</summary>
    public static readonly MetricDefinition Trials = new("sweep.trials", InstrumentKind.Gauge, "{trial}",
        "Trials of the running sweeps by state")
    { Labels = [Sweep, State] };

    /// <summary>1 for what a sweep is about, 0 for what it is not.</summary>
    public static readonly MetricDefinition SweepPhase = new("sweep.phase", InstrumentKind.Gauge, "",
        "1 for what a sweep is about, 0 for what it is not")
    { Labels = [Sweep, Phase] };

    /// <summary>Share of a sweep's trials that have their result.</summary>
    public static readonly MetricDefinition Progress = new("sweep.progress.ratio", InstrumentKind.Gauge, "",
        "Share of a sweep's trials that have their result")
    { Labels = [Sweep] };

    /// <summary>When this process began to run or follow a sweep, as Unix time.</summary>
    public static readonly MetricDefinition Start = new("sweep.start.timestamp", InstrumentKind.Gauge, "s",
        "When this process began to run or follow a sweep, as Unix time")
    { Labels = [Sweep] };

    /// <summary>When a running sweep will end at its pace of the last minutes, as Unix time.</summary>
    public static readonly MetricDefinition EndEstimate = new("sweep.end.estimate.timestamp", InstrumentKind.Gauge, "s",
        "When a running sweep will end at its pace of the last minutes, as Unix time; absent while there is no pace")
    { Labels = [Sweep] };

    /// <summary>Trials that got their result.</summary>
    public static readonly MetricDefinition TrialsFinished = new("sweep.trials.finished", InstrumentKind.Counter, "{trial}",
        "Trials that got their result")
    { Labels = [Sweep, Outcome] };

    /// <summary>Attempts at trials that began, first ones and retries.</summary>
    public static readonly MetricDefinition TrialAttempts = new("sweep.trial.attempts", InstrumentKind.Counter, "{attempt}",
        "Attempts at trials that began, first ones and retries")
    { Labels = [Sweep] };

    /// <summary>Attempts that followed a failed or lost one.</summary>
    public static readonly MetricDefinition TrialRetries = new("sweep.trial.retries", InstrumentKind.Counter, "{retry}",
        "Attempts that followed a failed or lost one")
    { Labels = [Sweep] };

    /// <summary>Time that the last attempts of finished trials took, added up.</summary>
    public static readonly MetricDefinition TrialTime = new("sweep.trial.time", InstrumentKind.Counter, "s",
        "Time that the last attempts of finished trials took, added up")
    { Labels = [Sweep] };

    /// <summary>Time from the start of a trial's last attempt to its result.</summary>
    public static readonly MetricDefinition TrialDuration = new("sweep.trial.duration", InstrumentKind.Histogram, "s",
        "Time from the start of a trial's last attempt to its result")
    { Labels = [Outcome], Boundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 3600, 14400] };

    /// <summary>Size of a training's saved state.</summary>
    public static readonly MetricDefinition CheckpointSize = new("sweep.checkpoint.size", InstrumentKind.Histogram, "By",
        "Size of a training's saved state")
    { Boundaries = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8] };

    /// <summary>Time that saving a training took, until the record had its state.</summary>
    public static readonly MetricDefinition CheckpointDuration = new("sweep.checkpoint.duration", InstrumentKind.Histogram, "s",
        "Time that saving a training took, until the record had its state")
    { Boundaries = [0.001, 0.0025, 0.01, 0.025, 0.1, 1, 10] };

    /// <summary>Best objective of a sweep so far.</summary>
    public static readonly MetricDefinition ObjectiveBest = new("sweep.objective.best", InstrumentKind.Gauge, "",
        "Best objective of a sweep so far; absent before its first result")
    { Labels = [Sweep, Direction], MaxSeries = MaxSweeps * Direction.MaxValues };

    /// <summary>Objective of the best trials so far by rank.</summary>
    public static readonly MetricDefinition LeaderObjective = new("sweep.leader.objective", InstrumentKind.Gauge, "",
        "Objective of the best trials so far by rank")
    { Labels = [Sweep, Rank], MaxSeries = MaxSweeps * Rank.MaxValues };

    /// <summary>1 for each factor's level of the best trials so far.</summary>
    public static readonly MetricDefinition LeaderInfo = new("sweep.leader.info", InstrumentKind.Gauge, "",
        "1 for each factor's level of the best trials so far")
    { Labels = [Sweep, Rank, Factor, Level], MaxSeries = MaxSweeps * Rank.MaxValues * MaxLevels };

    /// <summary>Trials with a result by level of each factor.</summary>
    public static readonly MetricDefinition LevelTrials = new("sweep.level.trials", InstrumentKind.Gauge, "{trial}",
        "Trials with a result by level of each factor")
    { Labels = [Sweep, Factor, Level], MaxSeries = MaxSweeps * MaxLevels };

    /// <summary>Trials with a finite objective by level of each factor.</summary>
    public static readonly MetricDefinition LevelObjectiveTrials = new("sweep.level.objective.trials", InstrumentKind.Gauge, "{trial}",
        "Trials with a finite objective by level of each factor")
    { Labels = [Sweep, Factor, Level], MaxSeries = MaxSweeps * MaxLevels };

    /// <summary>Mean of those objectives.</summary>
    public static readonly MetricDefinition LevelObjectiveMean = new("sweep.level.objective.mean", InstrumentKind.Gauge, "",
        "Mean of those objectives; absent where there are none")
    { Labels = [Sweep, Factor, Level], MaxSeries = MaxSweeps * MaxLevels };

    /// <summary>Standard deviation of those objectives.</summary>
    public static readonly MetricDefinition LevelObjectiveDeviation = new("sweep.level.objective.stddev", InstrumentKind.Gauge, "",
        "Standard deviation of those objectives; absent where there are fewer than two")
    { Labels = [Sweep, Factor, Level], MaxSeries = MaxSweeps * MaxLevels };

    /// <summary>Share of the trials of a level that were given a verdict.</summary>
    public static readonly MetricDefinition LevelVerdictShare = new("sweep.level.verdict.share", InstrumentKind.Gauge, "",
        "Share of the trials of a level that were given a verdict; a trial can have several")
    { Labels = [Sweep, Factor, Level, Verdict], MaxSeries = MaxSweeps * MaxLevels * Verdict.MaxValues };

    /// <summary>Optimiser steps taken.</summary>
    public static readonly MetricDefinition TrainingSteps = new("sweep.training.steps", InstrumentKind.Counter, "{step}",
        "Optimiser steps taken")
    { Labels = [Sweep] };

    /// <summary>Training samples seen, each as often as it was met.</summary>
    public static readonly MetricDefinition TrainingSamples = new("sweep.training.samples", InstrumentKind.Counter, "{sample}",
        "Training samples seen, each as often as it was met")
    { Labels = [Sweep] };

    /// <summary>Epochs trained.</summary>
    public static readonly MetricDefinition TrainingEpochs = new("sweep.training.epochs", InstrumentKind.Counter, "{epoch}",
        "Epochs trained")
    { Labels = [Sweep] };

    /// <summary>Floating-point operations of the matrix products of trained epochs, 2mnk each.</summary>
    public static readonly MetricDefinition TrainingFlops = new("sweep.training.flops", InstrumentKind.Counter, "{operation}",
        "Floating-point operations of the matrix products of trained epochs, 2mnk each")
    { Labels = [Sweep] };

    /// <summary>L2 norm of a layer's gradient, mean over an epoch, by the layer's relative depth.</summary>
    public static readonly MetricDefinition GradientNorm = new("sweep.gradient.norm", InstrumentKind.Histogram, "",
        "L2 norm of a layer's gradient, mean over an epoch, by the layer's relative depth")
    { Labels = [Depth, Activation], Boundaries = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4] };

    /// <summary>What gradient norms are multiplied by per layer on the way back, exp(-slope) of a line through ln(norm) over depth.</summary>
    public static readonly MetricDefinition GradientDecay = new("sweep.gradient.decay.factor", InstrumentKind.Histogram, "",
        "What gradient norms are multiplied by per layer on the way back, exp(-slope) of a line through ln(norm) over depth; one value an epoch")
    { Labels = [Activation], Boundaries = [0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 1.1, 1.4, 2, 3, 10, 100] };

    /// <summary>Gradient elements that were NaN or infinite in measured steps.</summary>
    public static readonly MetricDefinition GradientNonFinite = new("sweep.gradient.nonfinite", InstrumentKind.Counter, "{element}",
        "Gradient elements that were NaN or infinite in measured steps")
    { Labels = [Sweep, Kind] };

    /// <summary>Share of measured steps in which clipping changed a layer's gradient, one value a layer and epoch.</summary>
    public static readonly MetricDefinition ClipRate = new("sweep.gradient.clip.rate", InstrumentKind.Histogram, "",
        "Share of measured steps in which clipping changed a layer's gradient, one value a layer and epoch")
    { Labels = [Depth, Activation], Boundaries = Shares };

    /// <summary>Share of a hidden layer's units without a derivative for any validation sample, one value a layer and epoch.</summary>
    public static readonly MetricDefinition DeadShare = new("sweep.unit.dead.share", InstrumentKind.Histogram, "",
        "Share of a hidden layer's units without a derivative for any validation sample, one value a layer and epoch")
    { Labels = [Depth, Activation], Boundaries = Shares };

    /// <summary>Share of a hidden layer's activations whose derivative is near zero, one value a layer and epoch.</summary>
    public static readonly MetricDefinition SaturatedShare = new("sweep.unit.saturated.share", InstrumentKind.Histogram, "",
        "Share of a hidden layer's activations whose derivative is near zero, one value a layer and epoch")
    { Labels = [Depth, Activation], Boundaries = Shares };

    /// <summary>Norm of the weights' change in an epoch's last step over their norm, one value a layer and epoch.</summary>
    public static readonly MetricDefinition UpdateRatio = new("sweep.weight.update.ratio", InstrumentKind.Histogram, "",
        "Norm of the weights' change in an epoch's last step over their norm, one value a layer and epoch")
    { Labels = [Depth, Activation], Boundaries = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 1e-1, 1] };

    /// <summary>Whether a training thread trains right now.</summary>
    public static readonly MetricDefinition SlotBusy = new("sweep.slot.busy", InstrumentKind.Gauge, "",
        "Whether a training thread trains right now")
    { Labels = [Slot] };

    /// <summary>Last epoch of the trial that a thread trains.</summary>
    public static readonly MetricDefinition SlotEpoch = new("sweep.slot.epoch", InstrumentKind.Gauge, "{epoch}",
        "Last epoch of the trial that a thread trains; absent before its first")
    { Labels = [Slot] };

    /// <summary>That epoch over all that the trial may have.</summary>
    public static readonly MetricDefinition SlotProgress = new("sweep.slot.progress.ratio", InstrumentKind.Gauge, "",
        "That epoch over all that the trial may have")
    { Labels = [Slot] };

    /// <summary>Training loss of that epoch.</summary>
    public static readonly MetricDefinition SlotTrainLoss = new("sweep.slot.train.loss", InstrumentKind.Gauge, "",
        "Training loss of that epoch")
    { Labels = [Slot] };

    /// <summary>Score on the validation set of that epoch.</summary>
    public static readonly MetricDefinition SlotValidationScore = new("sweep.slot.validation.score", InstrumentKind.Gauge, "",
        "Score on the validation set of that epoch")
    { Labels = [Slot] };

    /// <summary>Mean gradient norm in that epoch by the layer's relative depth.</summary>
    public static readonly MetricDefinition SlotGradientNorm = new("sweep.slot.gradient.norm", InstrumentKind.Gauge, "",
        "Mean gradient norm in that epoch by the layer's relative depth")
    { Labels = [Slot, Depth] };

    /// <summary>Slope of ln(gradient norm) over layer number in that epoch, above 0 where gradients shrink on the way back.</summary>
    public static readonly MetricDefinition SlotDecaySlope = new("sweep.slot.decay.slope", InstrumentKind.Gauge, "",
        "Slope of ln(gradient norm) over layer number in that epoch, above 0 where gradients shrink on the way back")
    { Labels = [Slot] };

    /// <summary>Trials handed to this silo that wait for a free worker.</summary>
    public static readonly MetricDefinition QueueLength = new("sweep.queue.length", InstrumentKind.Gauge, "{trial}",
        "Trials handed to this silo that wait for a free worker");

    /// <summary>Training threads of this silo.</summary>
    public static readonly MetricDefinition Workers = new("sweep.workers", InstrumentKind.Gauge, "{worker}",
        "Training threads of this silo");

    /// <summary>Training threads of this silo that train right now.</summary>
    public static readonly MetricDefinition WorkersBusy = new("sweep.workers.busy", InstrumentKind.Gauge, "{worker}",
        "Training threads of this silo that train right now");

    /// <summary>Worker processes that were started.</summary>
    public static readonly MetricDefinition WorkerProcessStarts = new("sweep.worker.process.starts", InstrumentKind.Counter, "{process}",
        "Worker processes that were started");

    /// <summary>Worker processes that ended though nobody had let them go.</summary>
    public static readonly MetricDefinition WorkerProcessExits = new("sweep.worker.process.exits", InstrumentKind.Counter, "{process}",
        "Worker processes that ended though nobody had let them go")
    { Labels = [Cause] };

    /// <summary>Calls that were sent to grains.</summary>
    public static readonly MetricDefinition GrainCalls = new("sweep.grain.calls", InstrumentKind.Counter, "{call}",
        "Calls that were sent to grains");

    /// <summary>Grain calls whose caller gave up waiting.</summary>
    public static readonly MetricDefinition GrainTimeouts = new("sweep.grain.timeouts", InstrumentKind.Counter, "{call}",
        "Grain calls whose caller gave up waiting");

    /// <summary>Grain activations in memory.</summary>
    public static readonly MetricDefinition GrainActivations = new("sweep.grain.activations", InstrumentKind.Gauge, "{activation}",
        "Grain activations in memory");

    /// <summary>Time that one turn of a grain held its thread.</summary>
    public static readonly MetricDefinition GrainTurnDuration = new("sweep.grain.turn.duration", InstrumentKind.Histogram, "s",
        "Time that one turn of a grain held its thread")
    { Labels = [Grain], Boundaries = [0.00001, 0.000025, 0.00005, .. Seconds[..13]] };

    /// <summary>Time of one commit to the record.</summary>
    public static readonly MetricDefinition StoreCommitDuration = new("sweep.store.commit.duration", InstrumentKind.Histogram, "s",
        "Time of one commit to the record")
    { Boundaries = Seconds };

    /// <summary>Writes that went into one commit.</summary>
    public static readonly MetricDefinition StoreBatchSize = new("sweep.store.batch.size", InstrumentKind.Histogram, "{write}",
        "Writes that went into one commit")
    { Boundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] };

    /// <summary>Writes of superseded attempts that the record refused.</summary>
    public static readonly MetricDefinition StoreStaleWrites = new("sweep.store.stale_writes", InstrumentKind.Counter, "{write}",
        "Writes of superseded attempts that the record refused");

    /// <summary>Time from a snapshot of all sweeps' totals on this silo to the aggregators' answers.</summary>
    public static readonly MetricDefinition TelemetryLag = new("sweep.telemetry.lag", InstrumentKind.Histogram, "s",
        "Time from a snapshot of all sweeps' totals on this silo to the aggregators' answers")
    { Boundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] };

    /// <summary>Measurements whose label had more values than its bound and says other instead.</summary>
    public static readonly MetricDefinition TelemetryFolded = new("sweep.telemetry.folded", InstrumentKind.Counter, "{measurement}",
        "Measurements whose label had more values than its bound and says other instead")
    { Labels = [Label] };

    /// <summary>Series beyond a bound, or of a name that is taken, that a collection left out.</summary>
    public static readonly MetricDefinition TelemetryDropped = new("sweep.telemetry.dropped", InstrumentKind.Counter, "{series}",
        "Series beyond a bound, or of a name that is taken, that a collection left out")
    { Labels = [Reason] };

    /// <summary>Readings of gauges that threw.</summary>
    public static readonly MetricDefinition TelemetrySnapshotErrors = new("sweep.telemetry.snapshot_errors", InstrumentKind.Counter, "{error}",
        "Readings of gauges that threw; their series are absent from that scrape");

    /// <summary>All of them, in the order of documents.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        Trials, SweepPhase, Progress, Start, EndEstimate, TrialsFinished, TrialAttempts, TrialRetries, TrialTime,
        TrialDuration, CheckpointSize, CheckpointDuration, ObjectiveBest, LeaderObjective, LeaderInfo, LevelTrials,
        LevelObjectiveTrials, LevelObjectiveMean, LevelObjectiveDeviation, LevelVerdictShare, TrainingSteps,
        TrainingSamples, TrainingEpochs, TrainingFlops, GradientNorm, GradientDecay, GradientNonFinite, ClipRate,
        DeadShare, SaturatedShare, UpdateRatio, SlotBusy, SlotEpoch, SlotProgress, SlotTrainLoss, SlotValidationScore,
        SlotGradientNorm, SlotDecaySlope, QueueLength, Workers, WorkersBusy, WorkerProcessStarts,
        WorkerProcessExits, GrainCalls, GrainTimeouts,
        GrainActivations, GrainTurnDuration, StoreCommitDuration, StoreBatchSize, StoreStaleWrites, TelemetryLag,
        TelemetryFolded, TelemetryDropped, TelemetrySnapshotErrors,
    ];
}
