namespace Sweep.Core.Results;

/// <summary>What one epoch of one training yielded. A score is accuracy (0 to 1) or R², by the task.</summary>
public sealed record EpochReport
{
    /// <summary>Epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps since the training's start.</summary>
    public required long Steps { get; init; }

    /// <summary>Training samples met since the training's start.</summary>
    public long Samples { get; init; }

    /// <summary>Mean loss over the epoch's training batches as they were met, without penalties.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>Score over the epoch's training batches as they were met.</summary>
    public required double TrainScore { get; init; }

    /// <summary>Loss on the validation set at the epoch's end.</summary>
    public required double ValidationLoss { get; init; }

    /// <summary>Score on the validation set at the epoch's end.</summary>
    public required double ValidationScore { get; init; }

    /// <summary>Top-k accuracy over the epoch's training batches as they were met; NaN where it is not measured.</summary>
    public double TrainTopK { get; init; } = double.NaN;

    /// <summary>Top-k accuracy on the validation set at the epoch's end; NaN where it is not measured.</summary>
    public double ValidationTopK { get; init; } = double.NaN;

    /// <summary>Learning rate of the epoch's last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Per layer, first to last.</summary>
    public IReadOnlyList<LayerReport> Layers { get; init; } = [];
}
