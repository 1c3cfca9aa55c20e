using Sweep.Core.Results;

namespace Sweep.Simulation.Tests;

/// <summary>
/// What a training yields: a pure function of its index. Its numbers are such that sums of them are exact in any order.
/// </summary>
/// <param name="Index">The trial.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="Result">Its result.</param>
/// <param name="Digest">The digest of both.</param>
internal sealed record Training(long Index, IReadOnlyList<EpochReport> Epochs, TrialResult Result, string Digest)
{
    public bool IsHopeless => Index == SimulatedSweep.Hopeless;

    public static Training Of(long index)
    {
        var diverges = index % 5 == 3;
        var epochs = Enumerable.Range(1, diverges ? 2 : 4).Select(epoch => Epoch(index, epoch)).ToArray();
        var last = epochs[^1];
        var result = index == SimulatedSweep.Hopeless
            ? new TrialResult { Outcome = TrialOutcome.Failed }
            : new TrialResult
            {
                Outcome = diverges ? TrialOutcome.Diverged : TrialOutcome.Completed,
                End = diverges ? TrainingEnd.NonFinite : TrainingEnd.Epochs,
                Epochs = epochs.Length,
                Steps = last.Steps,
                Samples = last.Samples,
                BestEpoch = epochs.Length,
                TrainLoss = last.TrainLoss,
                ValidationLoss = last.ValidationLoss,
                ValidationScore = last.ValidationScore,
                DivergedStep = diverges ? last.Steps : 0,
                DivergedLayer = diverges ? 1 : 0,
                WeightsHash = $"{index:x64}",
            };
        return new(index, epochs, result, CanonicalResult.Digest(epochs, result));
    }

    private static EpochReport Epoch(long index, int epoch) => new()
    {
        Epoch = epoch,
        Steps = epoch * 10,
        Samples = epoch * 320,
        TrainLoss = (index + epoch) / 64.0,
        TrainScore = 0.5,
        ValidationLoss = (index + epoch) / 32.0,
        ValidationScore = ((index * 7 % 64) + epoch) / 128.0,
        LearningRate = 0.125,
        Layers = [new() { Layer = 1, GradientNormMean = 100, NanCount = index % 3 }, new() { Layer = 2, GradientNormMean = index % 2 == 0 ? 1 : 10 }],
    };
}
