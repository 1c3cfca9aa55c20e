namespace Sweep.Core.Configuration;

/// <summary>
/// A network: stages of convolutions where there are any, fully connected hidden layers, then a linear output layer whose
/// width the data set decides.
/// </summary>
public sealed record ModelConfig
{
    /// <summary>Widths of the hidden layers; null where <see cref="Depth"/> and <see cref="Width"/> say it.</summary>
    [Field("widths of the hidden layers; or give depth and width", Min = 1, Max = 65_536, MaxLength = 1_000)]
    public IReadOnlyList<int>? Hidden { get; init; }

    /// <summary>Number of hidden layers of equal width.</summary>
    [Field("number of hidden layers of equal width", Min = 0, Max = 1_000)]
    public int? Depth { get; init; }

    /// <summary>Width of each of <see cref="Depth"/> hidden layers.</summary>
    [Field("width of each of the hidden layers that depth counts", Min = 1, Max = 65_536)]
    public int? Width { get; init; }

    /// <summary>Stages of convolutions before the hidden layers; for images alone.</summary>
    [Field("stages of convolutions before the hidden layers, for images (LeCun et al. 1998)", MaxLength = 100, ImpliedDefault = true)]
    public IReadOnlyList<ConvStage> Conv { get; init; } = [];

    /// <summary>Non-linearity of the hidden layers, and of convolutions that name none.</summary>
    [Field("non-linearity of the hidden layers, and of convolutions that name none")]
    public Activation Activation { get; init; } = new Activation.Relu();

    /// <summary>Initialisation of all weights.</summary>
    [Field("initialisation of all weights, the output layer's too")]
    public Initialisation Init { get; init; } = new Initialisation.Auto();

    /// <summary>Initialisation of all biases.</summary>
    [Field("initialisation of all biases: zero, constant, uniform or normal")]
    public Initialisation BiasInit { get; init; } = new Initialisation.Zero();

    /// <summary>Normalisation of the hidden layers.</summary>
    [Field("normalisation of the hidden layers")]
    public Normalisation Normalization { get; init; } = new Normalisation.None();

    /// <summary>Hidden layers per residual block; 0 for none.</summary>
    [Field("hidden layers per residual block, 0 for no residual links; a projection bridges unequal widths (He et al. 2016)", Min = 0, Max = 100)]
    public int Residual { get; init; }

    /// <summary>Share of hidden units dropped in training; the rest is scaled by 1/(1−rate).</summary>
    [Field("share of hidden units dropped in training, the rest scaled by 1/(1-rate) (Srivastava et al. 2014)", Min = 0, Max = 1, BelowMax = true)]
    public double Dropout { get; init; }

    /// <summary>Share of hidden units set to SELU's negative limit in training, mean and variance kept.</summary>
    [Field("share of hidden units set to SELU's negative limit in training, mean and variance kept (Klambauer et al. 2017)", Min = 0, Max = 1, BelowMax = true)]
    public double AlphaDropout { get; init; }

    /// <summary>Share of input features dropped in training.</summary>
    [Field("share of input features dropped in training (Srivastava et al. 2014)", Min = 0, Max = 1, BelowMax = true)]
    public double InputDropout { get; init; }

    /// <summary>What differs in single layers.</summary>
    [Field("what differs in single hidden layers", MaxLength = 1_000)]
    public IReadOnlyList<LayerOverride> Layers { get; init; } = [];

    /// <summary>The widths of the hidden layers, however they were given.</summary>
    public IReadOnlyList<int> HiddenWidths()
        => Hidden ?? (Depth is null && Width is null ? [64] : Enumerable.Repeat(Width ?? 64, Depth ?? 1).ToArray());

    /// <summary>Number of convolutions: two in a residual stage. They are the network's first layers, the hidden ones follow.</summary>
    public int Convolutions() => Conv.Sum(stage => stage.Residual ? 2 : 1);

    /// <summary>What differs in each layer by its number in telemetry, where <see cref="Layers"/> count hidden layers alone.</summary>
    public IEnumerable<KeyValuePair<int, Activation>> OwnActivations()
        => Conv.SelectMany(stage => Enumerable.Repeat(stage.Activation, stage.Residual ? 2 : 1)).Select((own, i) => (Layer: i + 1, Own: own))
            .Concat(Layers.Select(layer => (Layer: Convolutions() + layer.Layer, Own: layer.Activation)))
            .Where(layer => layer.Own is not null)
            .Select(layer => KeyValuePair.Create(layer.Layer, layer.Own!));
}
