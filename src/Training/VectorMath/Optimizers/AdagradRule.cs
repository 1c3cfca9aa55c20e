using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Optimizers;

/// <inheritdoc cref="OptimizerKernels.Adagrad"/>
internal readonly struct AdagradRule(float rate, float epsilon) : IUpdateRule
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Step<F>(F weight, F gradient, ref F s0, ref F s1, ref F s2)
        where F : unmanaged, ISimd<F>
    {
        s0 = F.Fma(gradient, gradient, s0);
        return F.Fma(F.Of(-rate), gradient / (F.Sqrt(s0) + F.Of(epsilon)), weight);
    }
}
