namespace Sweep.Core.Results;

/// <summary>What a sweep can be decided on. Test metrics are left out on purpose: they are touched once, at the end.</summary>
public enum Metric
{
    /// <summary>Loss on the validation set.</summary>
    ValidationLoss,

    /// <summary>Accuracy on the validation set; classes only.</summary>
    ValidationAccuracy,

    /// <summary>R² on the validation set; regression only.</summary>
    ValidationR2,

    /// <summary>Loss on the training batches.</summary>
    TrainLoss,

    /// <summary>Accuracy on the training batches; classes only.</summary>
    TrainAccuracy,

    /// <summary>R² on the training batches; regression only.</summary>
    TrainR2,

    /// <summary>Top-k accuracy on the validation set; classes only, where a training measures it.</summary>
    ValidationTopK,

    /// <summary>Top-k accuracy on the training batches; classes only, where a training measures it.</summary>
    TrainTopK,
}
