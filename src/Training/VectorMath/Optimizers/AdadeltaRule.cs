using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Optimizers;

/// <inheritdoc cref="OptimizerKernels.Adadelta"/>
internal readonly struct AdadeltaRule(float rate, float rho, float rest, float epsilon) : IUpdateRule
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Step<F>(F weight, F gradient, ref F s0, ref F s1, ref F s2)
        where F : unmanaged, ISimd<F>
    {
        s0 = F.Fma(F.Of(rho), s0, F.Of(rest) * (gradient * gradient));
        var step = F.Sqrt(s1 + F.Of(epsilon)) / F.Sqrt(s0 + F.Of(epsilon)) * gradient;
        s1 = F.Fma(F.Of(rho), s1, F.Of(rest) * (step * step));
        return F.Fma(F.Of(-rate), step, weight);
    }
}
