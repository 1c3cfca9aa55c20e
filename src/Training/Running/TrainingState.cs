using Sweep.Core.Results;

namespace Sweep.Training.Running;

/// <summary>Where a training stands, beside parameters and the optimiser's state.</summary>
internal sealed class TrainingState
{
    /// <summary>Epochs run.</summary>
    public int Epochs { get; set; }

    /// <summary>Steps run.</summary>
    public long Steps { get; set; }

    /// <summary>Training samples seen.</summary>
    public long Samples { get; set; }

    /// <summary>Mean loss of the first step.</summary>
    public double FirstLoss { get; set; } = double.NaN;

    /// <summary>Learning rate of the last step.</summary>
    public double LastRate { get; set; }

    /// <summary>Why the training ended; null while it goes on.</summary>
    public TrainingEnd? End { get; set; }

    /// <summary>Step at which a NaN, an Inf or an explosion was met.</summary>
    public long DivergedStep { get; set; }

    /// <summary>Layer in which it was met first.</summary>
    public int DivergedLayer { get; set; }

    /// <summary>What was met.</summary>
    public string? Detail { get; set; }

    /// <summary>The last epoch's report.</summary>
    public EpochReport? Report { get; set; }

    /// <summary>The report of the epoch with the last validation loss that counted as a gain.</summary>
    public EpochReport? Best { get; set; }

    /// <summary>Epochs since.</summary>
    public int EpochsWithoutGain { get; set; }

    /// <summary>Whether a NaN, an Inf or an explosion was met.</summary>
    public bool HasDiverged => DivergedStep > 0;
}
