using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;
using static Sweep.Training.VectorMath.Reductions;

namespace Sweep.Training.VectorMath;

/// <summary>Layer normalisation over any rung, one row at a time.</summary>
internal static unsafe class LayerNormLoops
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<F>(float* x, float* normalised, float* y, float* gamma, float* beta, float* inverseDeviation, float epsilon, int rows, int cols, int stride)
        where F : unmanaged, ISimd<F>
    {
        for (var row = 0; row < rows; row++)
        {
            var offset = (nint)row * stride;
            var h = normalised + offset;
            var mean = F.Of(Sum<F, Plain>(x + offset, cols) / cols);
            for (var c = 0; c < cols; c += F.Width)
                StoreUpTo(h, LoadUpTo<F>(x + offset, c, cols) - mean, c, cols);
            var inverse = 1 / MathF.Sqrt((SumSquares<F>(h, cols) / cols) + epsilon);
            inverseDeviation[row] = inverse;
            var factor = F.Of(inverse);
            for (var c = 0; c < cols; c += F.Width)
            {
                var value = LoadUpTo<F>(h, c, cols) * factor;
                StoreUpTo(h, value, c, cols);
                StoreUpTo(y + offset, F.Fma(LoadUpTo<F>(gamma, c, cols), value, LoadUpTo<F>(beta, c, cols)), c, cols);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<F>(float* grad, float* normalised, float* gamma, float* inverseDeviation, float* gradGamma, float* gradBeta, int rows, int cols, int stride)
        where F : unmanaged, ISimd<F>
    {
        for (var row = 0; row < rows; row++)
        {
            var (g, h) = ((nint)(grad + ((nint)row * stride)), (nint)(normalised + ((nint)row * stride)));
            for (var c = 0; c < cols; c += F.Width)
            {
                var dy = LoadUpTo<F>((float*)g, c, cols);
                StoreUpTo(gradBeta, LoadUpTo<F>(gradBeta, c, cols) + dy, c, cols);
                StoreUpTo(gradGamma, F.Fma(dy, LoadUpTo<F>((float*)h, c, cols), LoadUpTo<F>(gradGamma, c, cols)), c, cols);
                StoreUpTo((float*)g, dy * LoadUpTo<F>(gamma, c, cols), c, cols);
            }

            // With t = dy·gamma: dx = (t − mean(t) − normalised·mean(t·normalised))/deviation.
            var mean = F.Of(Sum<F, Plain>((float*)g, cols) / cols);
            var slope = F.Of(-(Dot<F>((float*)g, (float*)h, cols) / cols));
            var factor = F.Of(inverseDeviation[row]);
            for (var c = 0; c < cols; c += F.Width)
            {
                var t = LoadUpTo<F>((float*)g, c, cols) - mean;
                StoreUpTo((float*)g, factor * F.Fma(slope, LoadUpTo<F>((float*)h, c, cols), t), c, cols);
            }
        }
    }
}
