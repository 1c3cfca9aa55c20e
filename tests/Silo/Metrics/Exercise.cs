using Sweep.Core.Results;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tests.Metrics;

/// <summary>Uses every instrument, as a sweep would.</summary>
internal static class Exercise
{
    private static readonly string[] Activations = ["relu", "tanh", "sigmoid"];

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
            var outcome = (TrialOutcome)(1 + (trial % 4));
            instruments.Grains.Turn("TrialGrain", TimeSpan.FromMicroseconds(trial % 1000));
            instruments.Trials.AttemptStarted(sweep, attempt: 1 + (trial % 3));
            instruments.Epoch(sweep, Report(trial), Activations[trial % 3], epochSteps: 34, epochSamples: 1088);
            instruments.TelemetryReceived(TimeSpan.FromMilliseconds(trial % 2000));
            instruments.Trials.CheckpointSaved(sweep, bytes: 1_000 * trial, seconds: 0.001 * trial);
            instruments.TrialFinished(sweep, outcome, 0.1 * (trial % 50));
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
            GradientNormMean = MathF.Pow(10, (trial % 12) - 8),
            NanCount = layer == 1 ? 1 : 0,
            InfCount = layer == 2 ? 2 : 0,
        })],
    };
}
