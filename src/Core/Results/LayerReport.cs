namespace Sweep.Core.Results;

/// <summary>
/// What was measured in one layer over one epoch. Layers count from 1, the output layer is the last.
/// A value that was not measured is NaN; NaN and Inf met in gradients are counted apart.
/// </summary>
public sealed record LayerReport
{
    /// <summary>Layer, from 1.</summary>
    public required int Layer { get; init; }

    /// <summary>Least L2 norm of the layer's data gradient (weights and biases, before clipping and penalties) over the measured steps.</summary>
    public float GradientNormMin { get; init; } = float.NaN;

    /// <summary>Mean of that norm over the measured steps.</summary>
    public float GradientNormMean { get; init; } = float.NaN;

    /// <summary>Greatest of that norm.</summary>
    public float GradientNormMax { get; init; } = float.NaN;

    /// <summary>NaN gradient elements met in measured steps.</summary>
    public long NanCount { get; init; }

    /// <summary>Infinite gradient elements met in measured steps.</summary>
    public long InfCount { get; init; }

    /// <summary>L2 norm of the weights at the epoch's end.</summary>
    public float WeightNorm { get; init; } = float.NaN;

    /// <summary>L2 norm of the weights' change in the epoch's last step over their norm.</summary>
    public float UpdateRatio { get; init; } = float.NaN;

    /// <summary>Mean activation over the validation set; hidden layers only.</summary>
    public float ActivationMean { get; init; } = float.NaN;

    /// <summary>Standard deviation of activations over the validation set; hidden layers only.</summary>
    public float ActivationStd { get; init; } = float.NaN;

    /// <summary>Share of activations whose derivative is under 1 % of its greatest, on the validation set.</summary>
    public float SaturatedShare { get; init; } = float.NaN;

    /// <summary>Share of units whose derivative is under 1 % of its greatest for every sample of the validation set.</summary>
    public float DeadShare { get; init; } = float.NaN;

    /// <summary>Share of measured steps in which clipping changed this layer's gradient.</summary>
    public float ClipRate { get; init; } = float.NaN;

    /// <summary>Mean factor that clipping put on the gradient's norm in the steps in which it bit.</summary>
    public float ClipFactor { get; init; } = float.NaN;

    /// <summary>Spectral norm of the layer's Jacobian factor, mean over probed samples.</summary>
    public float JacobianNorm { get; init; } = float.NaN;

    /// <summary>Product of the factors from this layer to the output: bound on how much a gradient can grow on its way back.</summary>
    public float JacobianBound { get; init; } = float.NaN;

    /// <summary>Gradient elements by floor(log2|g|), the first bin is −64 and below, the last 15 and above; empty where not asked for.</summary>
    public IReadOnlyList<long> Histogram { get; init; } = [];
}
