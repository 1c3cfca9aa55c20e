using Sweep.Core.Results;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tests.Metrics;

/// <summary>Uses every instrument, as a sweep would.</summary>
internal static class Exercise
{
    private static readonly string[] Activations = ["relu", "tanh", "sigmoid"];

    /// <summary>A sweep of which all is known.</summary>
    public static SweepGauges Gauges { get; } = new(1, 2, 3, 4, 5, 6, 0.5, Maximize: true)
    {
        Phase = "running",
        Started = DateTimeOffset.UnixEpoch.AddSeconds(1_000),
        EndEstimate = DateTimeOffset.UnixEpoch.AddSeconds(2_000.5),
        Leaders = [new(0.5, [new("activation", "relu"), new("dropout", "1")]), new(0.25, [new("activation", "tanh"), new("dropout", "0")])],
        Levels = [new("activation", "relu", 4, 3, 0.4, 0.1, [("healthy", 0.75), ("vanishing", 0.25)]), new("dropout", "1", 1, 0, double.NaN, double.NaN, [])],
        LevelsLeftOut = 1,
    };

    /// <summary>Threads of which one trains, one has begun and one waits.</summary>
    public static WorkerGauges Workers { get; } = new(1, 2, 3) { Slots = [new(true, 10, Report(3)), new(true, 10, null), new(false, 0, null)] };

    /// <summary>Every instrument at least once, those of rare events included.</summary>
    public static void All(SweepInstruments instruments)
    {
        Run(instruments, "all", trials: 10);
        for (var i = 0; i <= MetricNames.MaxGrainTypes; i++) instruments.Grains.Turn($"Grain{i}", TimeSpan.FromMicroseconds(i));
    }

    /// <summary>So many trials of one sweep.</summary>
    public static void Run(SweepInstruments instruments, string sweep, int trials)
    {
        for (var trial = 0; trial < trials; trial++)
        {
            var tag = new TrialTag(sweep, trial);
            var outcome = (TrialOutcome)(1 + (trial % 4));
            instruments.Grains.Turn("TrialGrain", TimeSpan.FromMicroseconds(trial % 1000));
            instruments.Trials.AttemptStarted(sweep, attempt: 1 + (trial % 3));
            instruments.Epoch(tag, Report(trial), Activations[trial % 3], epochSteps: 34, epochSamples: 1088);
            instruments.Training.Operations(sweep, 1e6);
            instruments.TelemetryReceived(TimeSpan.FromMilliseconds(trial % 2000));
            instruments.Trials.CheckpointSaved(tag, bytes: 1_000 * trial, seconds: 0.001 * trial);
            instruments.TrialFinished(tag, outcome, 0.1 * (trial % 50));
            instruments.Store.Committed(1 + (trial % 64), TimeSpan.FromMilliseconds(trial % 20));
        }
    }

    /// <summary>An epoch of five layers, with a NaN and two Infs.</summary>
    public static EpochReport Report(int trial) => new()
    {
        Epoch = 1,
        Steps = 34,
        TrainLoss = 1,
        TrainScore = 0.5,
        ValidationLoss = 1,
        ValidationScore = 0.5,
        LearningRate = 0.01,
        Layers = [.. Enumerable.Range(1, 5).Select(layer => new LayerReport
        {
            Layer = layer,
            GradientNormMean = MathF.Pow(10, (trial % 12) - 8) * layer,
            ClipRate = 0.3f,
            DeadShare = layer < 5 ? 0.02f * (trial % 50) : float.NaN,
            SaturatedShare = layer < 5 ? 0.5f : float.NaN,
            UpdateRatio = 1e-3f,
            NanCount = layer == 1 ? 1 : 0,
            InfCount = layer == 2 ? 2 : 0,
        })],
    };
}
