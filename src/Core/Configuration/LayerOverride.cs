namespace Sweep.Core.Configuration;

/// <summary>What differs in one hidden layer from the model's defaults; null keeps the default.</summary>
public sealed record LayerOverride
{
    /// <summary>The hidden layer's number, the first is 1.</summary>
    [Field("the hidden layer's number, the first is 1", Min = 1, Max = 1_000)]
    public int Layer { get; init; } = 1;

    /// <summary>Its non-linearity.</summary>
    [Field("its non-linearity")]
    public Activation? Activation { get; init; }

    /// <summary>Its weights' initialisation.</summary>
    [Field("its weights' initialisation")]
    public Initialisation? Init { get; init; }

    /// <summary>Its normalisation.</summary>
    [Field("its normalisation")]
    public Normalisation? Normalization { get; init; }

    /// <summary>Its dropout rate.</summary>
    [Field("its dropout rate", Min = 0, Max = 1, BelowMax = true)]
    public double? Dropout { get; init; }
}
