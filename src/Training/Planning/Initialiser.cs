using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Planning;

/// <summary>Draws parameters before the first step: unit by unit, inputs ascending; for convolutions the order of torch.nn.Conv2d.weight.</summary>
internal static unsafe class Initialiser
{
    /// <summary>Sub-stream of projections: above every layer's number.</summary>
    private const uint ProjectionStream = 0x8000_0000;

    /// <summary>Fills all parameters of a network; padding stays zero.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="biasInit">How biases start.</param>
    /// <param name="key">Key of the numbers.</param>
    /// <param name="parameters">All parameters, zero.</param>
    /// <param name="scratch">As many floats; zero afterwards.</param>
    public static void Fill(NetworkPlan plan, Initialisation biasInit, RandomKey key, float* parameters, float* scratch)
    {
        foreach (var layer in plan.Layers)
        {
            var number = (uint)layer.Number;
            Fill(layer.Init, layer.Weights, layer.FanOut, new Draw(key, RandomUse.Weights, number), parameters, scratch);
            if (!layer.Projection.IsEmpty)
                Fill(layer.Init, layer.Projection, layer.Projection.Rows, new Draw(key, RandomUse.Weights, number | ProjectionStream), parameters, scratch);
            Fill(biasInit, layer.Bias, layer.Bias.Rows, new Draw(key, RandomUse.Biases, number), parameters, scratch);
            if (!layer.Scale.IsEmpty)
                new Span<float>(parameters + layer.Scale.Offset, layer.Scale.Columns).Fill(1);
            if (layer.Activation is Activation.Prelu prelu)
                parameters[layer.Slope.Offset] = (float)prelu.Slope;
        }
    }

    private static void Fill(Initialisation init, ParameterSegment segment, double fanOut, Draw random, float* parameters, float* scratch)
    {
        double fanIn = segment.Columns;
        var target = parameters + segment.Offset;
        switch (init)
        {
            case Initialisation.Zero:
                break;
            case Initialisation.Constant constant:
                for (var row = 0; row < segment.Rows; row++)
                    new Span<float>(target + ((long)row * segment.Stride), segment.Columns).Fill((float)constant.Value);
                break;
            case Initialisation.Uniform uniform:
                FillUniform(segment, random, target, scratch, uniform.Limit);
                break;
            case Initialisation.Normal normal:
                FillNormal(segment, random, target, scratch, normal.Std);
                break;
            case Initialisation.XavierUniform xavier:
                FillUniform(segment, random, target, scratch, xavier.Gain * Math.Sqrt(6 / (fanIn + fanOut)));
                break;
            case Initialisation.XavierNormal xavier:
                FillNormal(segment, random, target, scratch, xavier.Gain * Math.Sqrt(2 / (fanIn + fanOut)));
                break;
            case Initialisation.HeUniform he:
                FillUniform(segment, random, target, scratch, Math.Sqrt(6 / ((1 + (he.Slope * he.Slope)) * Fan(he.Fan, fanIn, fanOut))));
                break;
            case Initialisation.HeNormal he:
                FillNormal(segment, random, target, scratch, Math.Sqrt(2 / ((1 + (he.Slope * he.Slope)) * Fan(he.Fan, fanIn, fanOut))));
                break;
            case Initialisation.LecunUniform:
                FillUniform(segment, random, target, scratch, Math.Sqrt(3 / fanIn));
                break;
            case Initialisation.LecunNormal:
                FillNormal(segment, random, target, scratch, Math.Sqrt(1 / fanIn));
                break;
            case Initialisation.Orthogonal orthogonal:
                OrthogonalMatrix.Fill(segment, random.Key.Sequence(random.Use, random.SubStream), target, orthogonal.Gain);
                break;
            default:
                throw new InvalidOperationException($"No initialiser draws {init}.");
        }
    }

    private static double Fan(FanMode mode, double fanIn, double fanOut) => mode == FanMode.FanOut ? fanOut : fanIn;

    private static void FillUniform(ParameterSegment segment, Draw random, float* target, float* scratch, double limit)
    {
        var count = checked(segment.Rows * segment.Columns);
        RandomKernels.Uniform(random.Key, random.Use, random.SubStream, 0, scratch, count);
        Spread(segment, scratch, target, (float)(2 * limit), (float)-limit);
        new Span<float>(scratch, count).Clear();
    }

    private static void FillNormal(ParameterSegment segment, Draw random, float* target, float* scratch, double deviation)
    {
        var count = checked(segment.Rows * segment.Columns);
        RandomKernels.Normal(random.Key, random.Use, random.SubStream, 0, scratch, count);
        Spread(segment, scratch, target, (float)deviation, 0);
        new Span<float>(scratch, count).Clear();
    }

    private static void Spread(ParameterSegment segment, float* from, float* target, float factor, float offset)
    {
        for (var row = 0; row < segment.Rows; row++)
        {
            var to = target + ((long)row * segment.Stride);
            for (var column = 0; column < segment.Columns; column++)
                to[column] = MathF.FusedMultiplyAdd(factor, *from++, offset);
        }
    }

    private readonly record struct Draw(RandomKey Key, RandomUse Use, uint SubStream);
}
