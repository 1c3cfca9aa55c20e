using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Optimizers;

/// <inheritdoc cref="OptimizerKernels.RmsProp"/>
internal readonly struct RmsPropCenteredMomentumRule(float rate, float alpha, float rest, float epsilon, float momentum) : IUpdateRule
{
    public static int States => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Step<F>(F weight, F gradient, ref F s0, ref F s1, ref F s2)
        where F : unmanaged, ISimd<F>
    {
        s0 = F.Fma(F.Of(alpha), s0, F.Of(rest) * (gradient * gradient));
        s1 = F.Fma(F.Of(rest), gradient - s1, s1);
        // Rounding may take the difference below zero, where there is no variance.
        var variance = F.Fma(Functions.Negate(s1), s1, s0);
        variance = F.Select(variance < F.Of(0f), F.Of(0f), variance);
        s2 = F.Fma(F.Of(momentum), s2, gradient / (F.Sqrt(variance) + F.Of(epsilon)));
        return F.Fma(F.Of(-rate), s2, weight);
    }
}
