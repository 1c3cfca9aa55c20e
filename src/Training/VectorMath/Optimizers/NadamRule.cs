using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Optimizers;

/// <inheritdoc cref="OptimizerKernels.Nadam"/>
internal readonly struct NadamRule(float gradientStep, float momentumStep, float rest1, float beta2, float rest2, float rootCorrection, float epsilon) : IUpdateRule
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Step<F>(F weight, F gradient, ref F s0, ref F s1, ref F s2)
        where F : unmanaged, ISimd<F>
    {
        s0 = F.Fma(F.Of(rest1), gradient - s0, s0);
        s1 = F.Fma(F.Of(beta2), s1, F.Of(rest2) * (gradient * gradient));
        var denominator = (F.Sqrt(s1) / F.Of(rootCorrection)) + F.Of(epsilon);
        weight = F.Fma(F.Of(-gradientStep), gradient / denominator, weight);
        return F.Fma(F.Of(-momentumStep), s0 / denominator, weight);
    }
}
