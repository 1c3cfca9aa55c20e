using Sweep.Core.Results;

namespace Sweep.Grains.Running;

/// <summary>Makes the result of a training that was stopped from outside.</summary>
internal static class StoppedResult
{
    /// <summary>The result of a training that was stopped in the epoch after <paramref name="last"/>; null for the first one.</summary>
    /// <param name="last">The last whole epoch, to which the metrics belong.</param>
    /// <param name="task">Classes or numbers.</param>
    /// <param name="detail">Who stopped it.</param>
    public static TrialResult After(EpochReport? last, TaskKind task, string detail)
    {
        var result = new TrialResult { Outcome = TrialOutcome.Stopped, Task = task, Detail = detail };
        return last is null ? result : result with
        {
            Epochs = last.Epoch,
            Steps = last.Steps,
            Samples = last.Samples,
            BestEpoch = last.Epoch,
            TrainLoss = last.TrainLoss,
            TrainScore = last.TrainScore,
            ValidationLoss = last.ValidationLoss,
            ValidationScore = last.ValidationScore,
            TrainTopK = last.TrainTopK,
            ValidationTopK = last.ValidationTopK,
        };
    }
}
