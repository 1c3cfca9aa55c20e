using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Numerics;

namespace Sweep.Training.Planning;

/// <summary>Draws parameters before the first step. Values are drawn unit by unit, inputs ascending, in double.</summary>
internal static unsafe class Initialiser
{
    /// <summary>Sub-stream of projections: above every layer's number.</summary>
    private const uint ProjectionStream = 0x8000_0000;

    /// <summary>Fills all parameters of a network; padding stays zero.</summary>
    public static void Fill(NetworkPlan plan, Initialisation biasInit, RandomKey key, float* parameters)
    {
        foreach (var layer in plan.Layers)
        {
            var number = (uint)layer.Number;
            Fill(layer.Init, layer.Weights, key.Sequence(RandomUse.Weights, number), parameters);
            if (!layer.Projection.IsEmpty)
                Fill(layer.Init, layer.Projection, key.Sequence(RandomUse.Weights, number | ProjectionStream), parameters);
            Fill(biasInit, layer.Bias, key.Sequence(RandomUse.Biases, number), parameters);
            if (!layer.Scale.IsEmpty)
                new Span<float>(parameters + layer.Scale.Offset, layer.Scale.Columns).Fill(1);
            if (layer.Activation is Activation.Prelu prelu)
                parameters[layer.Slope.Offset] = (float)prelu.Slope;
        }
    }

    private static void Fill(Initialisation init, ParameterSegment segment, RandomSequence random, float* parameters)
    {
        double fanIn = segment.Columns, fanOut = segment.Rows;
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
                FillUniform(segment, random, target, uniform.Limit);
                break;
            case Initialisation.Normal normal:
                FillNormal(segment, random, target, normal.Std);
                break;
            case Initialisation.XavierUniform xavier:
                FillUniform(segment, random, target, xavier.Gain * Math.Sqrt(6 / (fanIn + fanOut)));
                break;
            case Initialisation.XavierNormal xavier:
                FillNormal(segment, random, target, xavier.Gain * Math.Sqrt(2 / (fanIn + fanOut)));
                break;
            case Initialisation.HeUniform he:
                FillUniform(segment, random, target, Math.Sqrt(6 / ((1 + (he.Slope * he.Slope)) * Fan(he.Fan, fanIn, fanOut))));
                break;
            case Initialisation.HeNormal he:
                FillNormal(segment, random, target, Math.Sqrt(2 / ((1 + (he.Slope * he.Slope)) * Fan(he.Fan, fanIn, fanOut))));
                break;
            case Initialisation.LecunUniform:
                FillUniform(segment, random, target, Math.Sqrt(3 / fanIn));
                break;
            case Initialisation.LecunNormal:
                FillNormal(segment, random, target, Math.Sqrt(1 / fanIn));
                break;
            case Initialisation.Orthogonal orthogonal:
                OrthogonalMatrix.Fill(segment, random, target, orthogonal.Gain);
                break;
            default:
                throw new InvalidOperationException($"No initialiser draws {init}.");
        }
    }

    private static double Fan(FanMode mode, double fanIn, double fanOut) => mode == FanMode.FanOut ? fanOut : fanIn;

    private static void FillUniform(ParameterSegment segment, RandomSequence random, float* target, double limit)
    {
        for (var row = 0; row < segment.Rows; row++)
        {
            var to = target + ((long)row * segment.Stride);
            for (var column = 0; column < segment.Columns; column++)
                to[column] = (float)(limit * ((2 * random.NextDouble()) - 1));
        }
    }

    private static void FillNormal(ParameterSegment segment, RandomSequence random, float* target, double deviation)
    {
        var normal = new NormalSequence(random);
        for (var row = 0; row < segment.Rows; row++)
        {
            var to = target + ((long)row * segment.Stride);
            for (var column = 0; column < segment.Columns; column++)
                to[column] = (float)(deviation * normal.Next());
        }
    }
}
