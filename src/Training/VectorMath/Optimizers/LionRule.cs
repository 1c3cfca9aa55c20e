using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Optimizers;

/// <inheritdoc cref="OptimizerKernels.Lion"/>
internal readonly struct LionRule(float rate, float beta1, float rest1, float beta2, float rest2) : IUpdateRule
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Step<F>(F weight, F gradient, ref F s0, ref F s1, ref F s2)
        where F : unmanaged, ISimd<F>
    {
        var blend = F.Fma(F.Of(beta1), s0, F.Of(rest1) * gradient);
        s0 = F.Fma(F.Of(beta2), s0, F.Of(rest2) * gradient);
        var zero = F.Of(0f);
        // NaN passes through, so that a broken gradient shows.
        var sign = F.Select(blend > zero, F.Of(1f), F.Select(blend < zero, F.Of(-1f), blend));
        return F.Fma(F.Of(-rate), sign, weight);
    }
}
