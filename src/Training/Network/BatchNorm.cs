using System.Runtime.Intrinsics;
using Sweep.Training.Kernels;

namespace Sweep.Training.Network;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015) over feature-major blocks: every row is one unit over the batch.
/// Columns beyond the samples hold nothing of meaning; in gradients they are zero before and after.
/// </summary>
internal static unsafe class BatchNorm
{
    /// <summary>
    /// y = scale·x̂ + shift with x̂ = (x − mean)/√(variance + ε), the batch's own biased variance; running statistics take in
    /// the batch's mean and unbiased variance, as PyTorch's do (a single sample's variance counts as 0).
    /// </summary>
    public static void Forward(
        float* x, float* standardized, float* y, float* inverseDeviations, float* scale, float* shift, float* means, float* variances,
        int units, int samples, int columns, float momentum, float epsilon)
    {
        var share = 1f / samples;
        var unbias = samples > 1 ? (float)(samples / (samples - 1.0)) : 1f;
        var last = Mask(samples, columns);
        for (nint u = 0; u < units; u++)
        {
            var row = x + (u * columns);
            var mean = RowSum(row, columns, last) * share;
            var center = Vector512.Create(mean);
            var squares = Vector512<float>.Zero;
            for (nint b = 0; b < columns; b += 16)
            {
                var d = Vector512.Load(row + b) - center;
                if (b == columns - 16)
                    d = Vector512.ConditionalSelect(last, d, Vector512<float>.Zero);
                squares = Vector512.FusedMultiplyAdd(d, d, squares);
            }

            var variance = Blocks.AddLanes(squares) * share;
            var inverse = 1f / MathF.Sqrt(variance + epsilon);
            inverseDeviations[u] = inverse;
            means[u] += momentum * (mean - means[u]);
            variances[u] += momentum * ((variance * unbias) - variances[u]);
            Standardize(row, standardized + (u * columns), y + (u * columns), columns, mean, inverse, scale[u], shift[u]);
        }
    }

    /// <summary>y by the running statistics.</summary>
    public static void Infer(float* x, float* y, float* scale, float* shift, float* means, float* variances, int units, int columns, float epsilon)
    {
        for (nint u = 0; u < units; u++)
            Standardize(x + (u * columns), null, y + (u * columns), columns, means[u], 1f / MathF.Sqrt(variances[u] + epsilon), scale[u], shift[u]);
    }

    /// <summary>
    /// ∂L/∂scale = Σ g·x̂, ∂L/∂shift = Σ g and, in place, ∂L/∂x = scale·inverse·(g − (Σ g + x̂·Σ g·x̂)/n).
    /// </summary>
    public static void Backward(
        float* gradient, float* standardized, float* inverseDeviations, float* scale, float* scaleGradient, float* shiftGradient,
        int units, int samples, int columns)
    {
        var share = 1f / samples;
        var last = Mask(samples, columns);
        for (nint u = 0; u < units; u++)
        {
            var g = gradient + (u * columns);
            var hat = standardized + (u * columns);
            var sum = Vector512<float>.Zero;
            var dot = Vector512<float>.Zero;
            for (nint b = 0; b < columns; b += 16)
            {
                var value = Vector512.Load(g + b);
                if (b == columns - 16)
                    value = Vector512.ConditionalSelect(last, value, Vector512<float>.Zero);
                sum += value;
                dot = Vector512.FusedMultiplyAdd(value, Vector512.Load(hat + b), dot);
            }

            shiftGradient[u] = Blocks.AddLanes(sum);
            scaleGradient[u] = Blocks.AddLanes(dot);
            var factor = Vector512.Create(scale[u] * inverseDeviations[u]);
            var meanGradient = Vector512.Create(shiftGradient[u] * share);
            var meanDot = Vector512.Create(scaleGradient[u] * share);
            for (nint b = 0; b < columns; b += 16)
            {
                var value = (Vector512.Load(g + b) - meanGradient - (Vector512.Load(hat + b) * meanDot)) * factor;
                if (b == columns - 16)
                    value = Vector512.ConditionalSelect(last, value, Vector512<float>.Zero);
                Vector512.Store(value, g + b);
            }
        }
    }

    private static void Standardize(float* x, float* standardized, float* y, nint columns, float mean, float inverse, float scale, float shift)
    {
        var center = Vector512.Create(mean);
        for (nint b = 0; b < columns; b += 16)
        {
            var hat = (Vector512.Load(x + b) - center) * inverse;
            if (standardized != null)
                Vector512.Store(hat, standardized + b);
            Vector512.Store(Vector512.FusedMultiplyAdd(hat, Vector512.Create(scale), Vector512.Create(shift)), y + b);
        }
    }

    private static float RowSum(float* row, nint columns, Vector512<float> last)
    {
        var sum = Vector512<float>.Zero;
        for (nint b = 0; b < columns - 16; b += 16)
            sum += Vector512.Load(row + b);
        return Blocks.AddLanes(sum + Vector512.ConditionalSelect(last, Vector512.Load(row + columns - 16), Vector512<float>.Zero));
    }

    // Which of the last sixteen columns are samples.
    private static Vector512<float> Mask(int samples, int columns)
        => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(samples - (columns - 16))).AsSingle();
}
