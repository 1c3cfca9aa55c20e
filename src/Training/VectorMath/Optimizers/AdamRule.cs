using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Optimizers;

/// <inheritdoc cref="OptimizerKernels.Adam"/>
internal readonly struct AdamRule(float stepSize, float rest1, float beta2, float rest2, float rootCorrection, float epsilon) : IUpdateRule
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Step<F>(F weight, F gradient, ref F s0, ref F s1, ref F s2)
        where F : unmanaged, ISimd<F>
    {
        s0 = F.Fma(F.Of(rest1), gradient - s0, s0);
        s1 = F.Fma(F.Of(beta2), s1, F.Of(rest2) * (gradient * gradient));
        return F.Fma(F.Of(-stepSize), s0 / ((F.Sqrt(s1) / F.Of(rootCorrection)) + F.Of(epsilon)), weight);
    }
}
