namespace Sweep.Core.Results;

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs ran.</summary>
    Epochs = 1,

    /// <summary>Validation no longer improved.</summary>
    EarlyStopping = 2,

    /// <summary>The step budget was used up.</summary>
    StepBudget = 3,

    /// <summary>A loss, gradient or weight was NaN or Inf.</summary>
    NonFinite = 4,

    /// <summary>The loss exceeded the explosion guard.</summary>
    Explosion = 5,
}
