using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Optimizers;

/// <inheritdoc cref="OptimizerKernels.SgdMomentum"/>
internal readonly struct SgdRule(float rate, float momentum, float gain) : IUpdateRule
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Step<F>(F weight, F gradient, ref F s0, ref F s1, ref F s2)
        where F : unmanaged, ISimd<F>
    {
        s0 = F.Fma(F.Of(momentum), s0, F.Of(gain) * gradient);
        return F.Fma(F.Of(-rate), s0, weight);
    }
}
