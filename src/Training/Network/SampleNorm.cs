using System.Runtime.Intrinsics;
using Sweep.Training.Kernels;

namespace Sweep.Training.Network;

/// <summary>
/// Layer normalisation (Ba et al. 2016) over feature-major blocks: every column is one sample over the units. Sums over
/// units run in the order of the units, sixteen samples side by side.
/// </summary>
internal static unsafe class SampleNorm
{
    /// <summary>y = scale·x̂ + shift with x̂ = (x − mean)/√(variance + ε), the biased variance.</summary>
    public static void Forward(
        float* x, float* standardized, float* y, float* inverseDeviations, float* scale, float* shift, int units, int columns, float epsilon)
    {
        var share = Vector512.Create(1f / units);
        for (nint b = 0; b < columns; b += 16)
        {
            var sum = Vector512<float>.Zero;
            for (nint u = 0; u < units; u++)
                sum += Vector512.Load(x + (u * columns) + b);
            var mean = sum * share;
            var squares = Vector512<float>.Zero;
            for (nint u = 0; u < units; u++)
            {
                var d = Vector512.Load(x + (u * columns) + b) - mean;
                squares = Vector512.FusedMultiplyAdd(d, d, squares);
            }

            var inverse = Vector512.Create(1f) / Vector512.Sqrt((squares * share) + Vector512.Create(epsilon));
            Vector512.Store(inverse, inverseDeviations + b);
            for (nint u = 0; u < units; u++)
            {
                var at = (u * columns) + b;
                var hat = (Vector512.Load(x + at) - mean) * inverse;
                Vector512.Store(hat, standardized + at);
                Vector512.Store(Vector512.FusedMultiplyAdd(hat, Vector512.Create(scale[u]), Vector512.Create(shift[u])), y + at);
            }
        }
    }

    /// <summary>
    /// ∂L/∂scale = Σ g·x̂ and ∂L/∂shift = Σ g over samples and, in place with h = scale·g,
    /// ∂L/∂x = inverse·(h − (Σ h + x̂·Σ h·x̂)/units), sums over units.
    /// </summary>
    public static void Backward(
        float* gradient, float* standardized, float* inverseDeviations, float* scale, float* scaleGradient, float* shiftGradient,
        int units, int samples, int columns)
    {
        Blocks.ClearColumns(gradient, units, columns, samples);
        Blocks.RowSums(gradient, units, columns, shiftGradient);
        for (nint u = 0; u < units; u++)
        {
            var dot = Vector512<float>.Zero;
            for (nint b = 0; b < columns; b += 16)
                dot = Vector512.FusedMultiplyAdd(Vector512.Load(gradient + (u * columns) + b), Vector512.Load(standardized + (u * columns) + b), dot);
            scaleGradient[u] = Blocks.AddLanes(dot);
        }

        var share = Vector512.Create(1f / units);
        for (nint b = 0; b < columns; b += 16)
        {
            var sum = Vector512<float>.Zero;
            var dot = Vector512<float>.Zero;
            for (nint u = 0; u < units; u++)
            {
                var h = Vector512.Load(gradient + (u * columns) + b) * scale[u];
                sum += h;
                dot = Vector512.FusedMultiplyAdd(h, Vector512.Load(standardized + (u * columns) + b), dot);
            }

            var inverse = Vector512.Load(inverseDeviations + b);
            for (nint u = 0; u < units; u++)
            {
                var at = (u * columns) + b;
                var h = Vector512.Load(gradient + at) * scale[u];
                Vector512.Store((h - (sum * share) - (Vector512.Load(standardized + at) * (dot * share))) * inverse, gradient + at);
            }
        }

        Blocks.ClearColumns(gradient, units, columns, samples);
    }
}
