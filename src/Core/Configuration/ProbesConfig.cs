namespace Sweep.Core.Configuration;

/// <summary>What is measured per layer while training. An interval of 0 switches a probe off.</summary>
public sealed record ProbesConfig
{
    /// <summary>Steps between two measurements of gradient norms and non-finite counts.</summary>
    [Field("steps between two measurements of gradient norms and of NaN and Inf, 0 for never", Min = 0, Max = 1e9)]
    public int Gradients { get; init; } = 1;

    /// <summary>Steps between two entries of gradient elements into the log2 histogram.</summary>
    [Field("steps between two entries of gradient magnitudes into the log2 histogram, 0 for never", Min = 0, Max = 1e9)]
    public int Histogram { get; init; }

    /// <summary>Epochs between two measurements of weight norm and update/weight ratio.</summary>
    [Field("epochs between two measurements of weight norm and update/weight ratio, 0 for never", Min = 0, Max = 1e9)]
    public int Weights { get; init; } = 1;

    /// <summary>Epochs between two measurements of activations.</summary>
    [Field("epochs between two measurements of activation mean and deviation, saturated and dead share, 0 for never", Min = 0, Max = 1e9)]
    public int Activations { get; init; } = 1;

    /// <summary>Epochs between two measurements of the spectral norm of each layer's Jacobian factor.</summary>
    [Field("epochs between two measurements of the spectral norm of each layer's Jacobian factor and of their product, 0 for never", Min = 0, Max = 1e9)]
    public int Jacobian { get; init; }
}
