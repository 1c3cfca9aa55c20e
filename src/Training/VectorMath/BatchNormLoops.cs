using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;
using static Sweep.Training.VectorMath.Reductions;

namespace Sweep.Training.VectorMath;

/// <summary>Batch normalisation over any rung, one vector of columns at a time.</summary>
internal static unsafe class BatchNormLoops
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<F>(float* x, float* normalised, float* y, float* gamma, float* beta, float* inverseDeviation, float* runningMean, float* runningVariance, float momentum, float epsilon, int rows, int cols, int stride)
        where F : unmanaged, ISimd<F>
    {
        var count = F.Of(rows);
        for (var c = 0; c < cols; c += F.Width)
        {
            var sum = F.Of(0f);
            for (var row = 0; row < rows; row++)
                sum += LoadUpTo<F>(x + ((nint)row * stride), c, cols);
            var mean = sum / count;
            var squares = F.Of(0f);
            for (var row = 0; row < rows; row++)
            {
                var d = LoadUpTo<F>(x + ((nint)row * stride), c, cols) - mean;
                squares = F.Fma(d, d, squares);
            }

            var variance = squares / count;
            var inverse = F.Of(1f) / F.Sqrt(variance + F.Of(epsilon));
            var (scale, shift) = (LoadUpTo<F>(gamma, c, cols), LoadUpTo<F>(beta, c, cols));
            for (var row = 0; row < rows; row++)
            {
                var offset = (nint)row * stride;
                var h = (LoadUpTo<F>(x + offset, c, cols) - mean) * inverse;
                StoreUpTo(normalised + offset, h, c, cols);
                StoreUpTo(y + offset, F.Fma(scale, h, shift), c, cols);
            }

            StoreUpTo(inverseDeviation, inverse, c, cols);
            var unbiased = squares / F.Of(Math.Max(rows - 1, 1));
            var oldMean = LoadUpTo<F>(runningMean, c, cols);
            StoreUpTo(runningMean, F.Fma(F.Of(momentum), mean - oldMean, oldMean), c, cols);
            var oldVariance = LoadUpTo<F>(runningVariance, c, cols);
            StoreUpTo(runningVariance, F.Fma(F.Of(momentum), unbiased - oldVariance, oldVariance), c, cols);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Inference<F>(float* x, float* y, float* gamma, float* beta, float* runningMean, float* runningVariance, float epsilon, int rows, int cols, int stride)
        where F : unmanaged, ISimd<F>
    {
        for (var c = 0; c < cols; c += F.Width)
        {
            var mean = LoadUpTo<F>(runningMean, c, cols);
            var inverse = F.Of(1f) / F.Sqrt(LoadUpTo<F>(runningVariance, c, cols) + F.Of(epsilon));
            var (scale, shift) = (LoadUpTo<F>(gamma, c, cols), LoadUpTo<F>(beta, c, cols));
            for (var row = 0; row < rows; row++)
            {
                var offset = (nint)row * stride;
                var h = (LoadUpTo<F>(x + offset, c, cols) - mean) * inverse;
                StoreUpTo(y + offset, F.Fma(scale, h, shift), c, cols);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<F>(float* grad, float* normalised, float* gamma, float* inverseDeviation, float* gradGamma, float* gradBeta, int rows, int cols, int stride)
        where F : unmanaged, ISimd<F>
    {
        for (var c = 0; c < cols; c += F.Width)
        {
            var (sum, products) = (F.Of(0f), F.Of(0f));
            for (var row = 0; row < rows; row++)
            {
                var offset = (nint)row * stride;
                var g = LoadUpTo<F>(grad + offset, c, cols);
                sum += g;
                products = F.Fma(g, LoadUpTo<F>(normalised + offset, c, cols), products);
            }

            StoreUpTo(gradBeta, LoadUpTo<F>(gradBeta, c, cols) + sum, c, cols);
            StoreUpTo(gradGamma, LoadUpTo<F>(gradGamma, c, cols) + products, c, cols);

            // dx = gamma/deviation·(dy − mean(dy) − normalised·mean(dy·normalised)).
            var factor = LoadUpTo<F>(gamma, c, cols) * LoadUpTo<F>(inverseDeviation, c, cols);
            var mean = sum / F.Of(rows);
            var slope = Functions.Negate(products / F.Of(rows));
            for (var row = 0; row < rows; row++)
            {
                var offset = (nint)row * stride;
                var g = LoadUpTo<F>(grad + offset, c, cols) - mean;
                StoreUpTo(grad + offset, factor * F.Fma(slope, LoadUpTo<F>(normalised + offset, c, cols), g), c, cols);
            }
        }
    }
}
