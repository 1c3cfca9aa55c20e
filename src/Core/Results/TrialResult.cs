namespace Sweep.Core.Results;

/// <summary>
/// What a training yielded in the end: a pure function of spec and index, so it holds no time and no machine.
/// Metrics belong to the weights that the training ends with. Values that do not exist are NaN.
/// </summary>
public sealed record TrialResult
{
    /// <summary>How the trial ended.</summary>
    public required TrialOutcome Outcome { get; init; }

    /// <summary>Why the training ended; null where it never ran to an end of its own.</summary>
    public TrainingEnd? End { get; init; }

    /// <summary>Classes or numbers.</summary>
    public TaskKind Task { get; init; }

    /// <summary>Epochs run, the last one maybe in part.</summary>
    public int Epochs { get; init; }

    /// <summary>Steps run.</summary>
    public long Steps { get; init; }

    /// <summary>Training samples seen.</summary>
    public long Samples { get; init; }

    /// <summary>Epoch whose weights the training ends with.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Loss of that epoch on the training batches.</summary>
    public double TrainLoss { get; init; } = double.NaN;

    /// <summary>Score of that epoch on the training batches.</summary>
    public double TrainScore { get; init; } = double.NaN;

    /// <summary>Loss on the validation set.</summary>
    public double ValidationLoss { get; init; } = double.NaN;

    /// <summary>Score on the validation set.</summary>
    public double ValidationScore { get; init; } = double.NaN;

    /// <summary>Loss on the test set.</summary>
    public double TestLoss { get; init; } = double.NaN;

    /// <summary>Score on the test set.</summary>
    public double TestScore { get; init; } = double.NaN;

    /// <summary>Top-k accuracy of that epoch on the training batches.</summary>
    public double TrainTopK { get; init; } = double.NaN;

    /// <summary>Top-k accuracy on the validation set.</summary>
    public double ValidationTopK { get; init; } = double.NaN;

    /// <summary>Top-k accuracy on the test set.</summary>
    public double TestTopK { get; init; } = double.NaN;

    /// <summary>Step at which a NaN, an Inf or an explosion was met; 0 where none was.</summary>
    public long DivergedStep { get; init; }

    /// <summary>Layer in which it was met first; 0 where none was.</summary>
    public int DivergedLayer { get; init; }

    /// <summary>What was met, for people: <c>NaN in the gradient of layer 3</c>; the cause of a failure; who stopped it.</summary>
    public string? Detail { get; init; }

    /// <summary>SHA-256 over the final parameters' bits; empty where there are none.</summary>
    public string WeightsHash { get; init; } = "";
}
