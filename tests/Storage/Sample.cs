using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

/// <summary>Records with something in every member.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_560);

    /// <summary>A claim of an attempt without failures or checkpoint before it.</summary>
    public static Claim Claimed(int attempt) => new(ClaimOutcome.Claimed, attempt, 0, null);

    /// <summary>A claim that keeps nobody away: the next one takes the trial over.</summary>
    public static Task<Claim> ClaimAsync(this ISweepStore store, string sweep, long trial, string owner, DateTimeOffset at, CancellationToken cancellation = default)
        => store.ClaimAsync(sweep, trial, owner, at, TimeSpan.Zero, cancellation);

    public static TrialCheckpoint Checkpoint(int epochs, params byte[] state) => new(epochs, [.. state]);

    public static SweepRecord Sweep(string id, DateTimeOffset? created = null) => new(
        id, $"Name of {id}", "name: x\nfactors: {}\n", "ab12", "/data", 1000, SweepState.Running, created ?? Time, created ?? Time, "0.1.0");

    public static EpochReport Epoch(int epoch, double loss = 0.5, params LayerReport[] layers) => new()
    {
        Epoch = epoch,
        Steps = epoch * 34L,
        TrainLoss = loss,
        TrainScore = 0.75,
        ValidationLoss = loss * 1.1,
        ValidationScore = 0.7,
        LearningRate = 0.1 / epoch,
        Layers = layers,
    };

    public static LayerReport Layer(int layer) => new()
    {
        Layer = layer,
        GradientNormMin = 0.1f,
        GradientNormMean = 0.2f,
        GradientNormMax = 0.3f,
        NanCount = 3,
        InfCount = 4,
        WeightNorm = 5f,
        UpdateRatio = 6e-4f,
        ActivationMean = -0.5f,
        ActivationStd = 0.9f,
        SaturatedShare = 0.25f,
        DeadShare = 0.125f,
        ClipRate = 0.5f,
        ClipFactor = 0.75f,
        JacobianNorm = 1.5f,
        JacobianBound = 2.5f,
        Histogram = [0, 1, 127, 128, 300_000, long.MaxValue],
    };

    public static FinishedTrial Finished(TrialOutcome outcome = TrialOutcome.Completed, string digest = "d1") => new(
        new TrialResult
        {
            Outcome = outcome,
            End = TrainingEnd.EarlyStopping,
            Task = TaskKind.Regression,
            Epochs = 20,
            Steps = 680,
            Samples = 21_760,
            BestEpoch = 17,
            TrainLoss = 0.1,
            TrainScore = 0.9,
            ValidationLoss = 1.0 / 3,
            ValidationScore = 0.8,
            TestLoss = 0.3,
            TestScore = 0.7,
            DivergedStep = 12,
            DivergedLayer = 3,
            Detail = "NaN in the gradient of layer 3",
            WeightsHash = "ffee",
        },
        digest,
        Time.AddSeconds(-2),
        1.25,
        "host/0");
}
