using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Optimizers;

/// <inheritdoc cref="OptimizerKernels.RmsProp"/>
internal readonly struct RmsPropMomentumRule(float rate, float alpha, float rest, float epsilon, float momentum) : IUpdateRule
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Step<F>(F weight, F gradient, ref F s0, ref F s1, ref F s2)
        where F : unmanaged, ISimd<F>
    {
        s0 = F.Fma(F.Of(alpha), s0, F.Of(rest) * (gradient * gradient));
        s1 = F.Fma(F.Of(momentum), s1, gradient / (F.Sqrt(s0) + F.Of(epsilon)));
        return F.Fma(F.Of(-rate), s1, weight);
    }
}
