using Sweep.Core.Configuration;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Updating;

/// <summary>Tames gradients between the backward pass and the update, before penalties are added.</summary>
/// <param name="clip">How.</param>
/// <param name="plan">The network.</param>
internal sealed unsafe class GradientClip(Clip clip, NetworkPlan plan)
{
    /// <summary>What the update has to multiply each layer's gradient by.</summary>
    public float[] Scales { get; } = [.. Enumerable.Repeat(1f, plan.Layers.Length)];

    /// <summary>What each layer's gradient norm was multiplied by, all in all; 1 where clipping changed nothing.</summary>
    public double[] Factors { get; } = [.. Enumerable.Repeat(1.0, plan.Layers.Length)];

    /// <summary>Clips: in place, or by setting <see cref="Scales"/>.</summary>
    /// <param name="gradients">Gradients of all parameters.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="norms">Norm of each layer's gradient, all its parameters.</param>
    public void Apply(float* gradients, float* parameters, ReadOnlySpan<double> norms)
    {
        switch (clip)
        {
            case Clip.Value value:
                foreach (var layer in plan.Layers)
                    ClipValues(layer, gradients + layer.Start, (float)value.Limit, norms[layer.Number - 1]);
                break;
            case Clip.Norm norm:
                var sum = 0.0;
                foreach (var one in norms)
                    sum += one * one;
                var scale = ScaleFor(norm.Limit, Math.Sqrt(sum));
                for (var i = 0; i < Scales.Length; i++)
                    SetScale(i, scale);
                break;
            case Clip.LayerNorm norm:
                for (var i = 0; i < Scales.Length; i++)
                    SetScale(i, ScaleFor(norm.Limit, norms[i]));
                break;
            case Clip.Adaptive adaptive:
                // All but the output layer.
                foreach (var layer in plan.Layers.AsSpan(..^1))
                    ClipUnits(layer, adaptive, gradients, parameters, norms[layer.Number - 1]);
                break;
        }
    }

    private static float ScaleFor(double limit, double norm) => (float)Math.Min(1, limit / (norm + 1e-6));

    private void SetScale(int layer, float scale)
    {
        Scales[layer] = scale;
        Factors[layer] = scale;
    }

    private void ClipValues(LayerPlan layer, float* gradients, float limit, double norm)
    {
        var length = checked((int)layer.Length);
        var bites = Reductions.MaxAbs(gradients, length) > limit;
        if (bites)
            Blocks.Clamp(gradients, limit, length);
        Factors[layer.Number - 1] = bites ? Norms.Of(gradients, length) / norm : 1;
    }

    // Brock et al. 2021, equation 3, with norms as in their published code: a row of a matrix is a unit, a vector is one.
    private void ClipUnits(LayerPlan layer, Clip.Adaptive adaptive, float* gradients, float* parameters, double norm)
    {
        var bites = false;
        foreach (var segment in layer.Segments)
        {
            for (var row = 0; row < segment.Rows; row++)
            {
                var at = segment.Offset + ((long)row * segment.Stride);
                var most = adaptive.Factor * Math.Max(Norms.Of(parameters + at, segment.Stride), adaptive.Epsilon);
                var unit = Norms.Of(gradients + at, segment.Stride);
                if (unit <= most)
                    continue;
                RowKernels.Scale(gradients + at, (float)(most / unit), segment.Stride);
                bites = true;
            }
        }

        Factors[layer.Number - 1] = bites ? Norms.Of(gradients + layer.Start, checked((int)layer.Length)) / norm : 1;
    }
}
