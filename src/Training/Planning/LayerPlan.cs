using Sweep.Core.Configuration;
using Sweep.Core.Specs;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Planning;

/// <summary>
/// One layer, dense or a convolution, with all that belongs to it, every default and override resolved. A dense layer
/// computes: Wx + b, normalisation before, activation, normalisation after, dropout, skip added. A convolution: W∗x + b,
/// normalisation before, skip added, activation, normalisation after, max pooling, dropout of whole channels; its maps are
/// read and written channel by channel, row by row, which is also how the dense layer behind it reads them.
/// </summary>
internal sealed record LayerPlan
{
    /// <summary>Layer, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Units of the layer before; of maps all their numbers.</summary>
    public required int Inputs { get; init; }

    /// <summary>Units; of a convolution all numbers of its maps after pooling.</summary>
    public required int Outputs { get; init; }

    /// <summary>Sizes and steps of a convolution; null for a dense layer.</summary>
    public Convolution? Convolution { get; init; }

    /// <summary>Rows of its weights, and what biases, scales and shifts there is one of for each: units, or a convolution's channels.</summary>
    public int Units => Convolution?.Channels ?? Outputs;

    /// <summary>Columns of its weights: inputs of a unit; of a convolution channel by channel, row by row of the kernel.</summary>
    public int FanIn => Convolution?.FanIn ?? Inputs;

    /// <summary>Weights that an input goes through; of a convolution channels × kernel², as PyTorch counts it.</summary>
    public int FanOut => Convolution?.FanOut ?? Outputs;

    /// <summary>Numbers that its activation acts on, sample by sample: more than <see cref="Outputs"/> where a convolution pools.</summary>
    public int MapSize => (int?)Convolution?.MapSize ?? Outputs;

    /// <summary>Non-linearity; null for the output layer.</summary>
    public Activation? Activation
    {
        get;
        init => (Kind, Parameter) = (field = value) is null ? (ActivationKind.Identity, 0) : ActivationKernels.Of(value!);
    }

    /// <summary>The non-linearity as the kernels know it.</summary>
    public ActivationKind Kind { get; private init; } = ActivationKind.Identity;

    /// <summary>The non-linearity's parameter at the start.</summary>
    public float Parameter { get; private init; }

    /// <summary>Normalisation.</summary>
    public Normalisation Normalization
    {
        get;
        init
        {
            field = value;
            NormalizesBefore = value is Normalisation.BatchNorm { Position: NormPosition.Before } or Normalisation.LayerNorm { Position: NormPosition.Before };
            NormalizesAfter = value is Normalisation.BatchNorm { Position: NormPosition.After } or Normalisation.LayerNorm { Position: NormPosition.After };
        }
    }
        = new Normalisation.None();

    /// <summary>Share of units dropped in training; of a convolution's channels.</summary>
    public double Dropout { get; init; }

    /// <summary>Share of units set to SELU's negative limit in training.</summary>
    public double AlphaDropout { get; init; }

    /// <summary>How its weights start; never auto.</summary>
    public required Initialisation Init { get; init; }

    /// <summary>
    /// Layer whose output is added to this one's (0 is the input); −1 for none. Only the last layer of a whole block has a
    /// link: hidden layers left over behind the last whole block have none. A convolution's is added before its activation.
    /// </summary>
    public int SkipFrom { get; init; } = -1;

    /// <summary>Weights, <see cref="Units"/> × <see cref="FanIn"/>.</summary>
    public ParameterSegment Weights { get; init; }

    /// <summary>
    /// Weights of the residual projection, outputs × units of the block's input; empty where widths are equal. Of a
    /// convolution channels × channels of the block's input, a kernel of 1 × 1 with the block's stride, without biases.
    /// </summary>
    public ParameterSegment Projection { get; init; }

    /// <summary>Biases.</summary>
    public ParameterSegment Bias { get; init; }

    /// <summary>Scales of the normalisation.</summary>
    public ParameterSegment Scale { get; init; }

    /// <summary>Shifts of the normalisation.</summary>
    public ParameterSegment Shift { get; init; }

    /// <summary>Learnt slope of the activation.</summary>
    public ParameterSegment Slope { get; init; }

    /// <summary>Whether it has a non-linearity.</summary>
    public bool IsHidden => Activation is not null;

    /// <summary>Whether a normalisation stands before the activation.</summary>
    public bool NormalizesBefore { get; private init; }

    /// <summary>Whether a normalisation stands after the activation.</summary>
    public bool NormalizesAfter { get; private init; }

    /// <summary>Whether dropout of either kind acts on it.</summary>
    public bool Drops => Dropout > 0 || AlphaDropout > 0;

    /// <summary>First float of its parameters.</summary>
    public long Start => Weights.Offset;

    /// <summary>Floats of weights and biases, which stand first.</summary>
    public long DenseLength => Bias.Offset + Bias.Length - Start;

    /// <summary>Floats of all its parameters.</summary>
    public required long Length { get; init; }

    /// <summary>All its segments, in the order of their offsets.</summary>
    public ParameterSegment[] Segments { get; init; } = [];
}
