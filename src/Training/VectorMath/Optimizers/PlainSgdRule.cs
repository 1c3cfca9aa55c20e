using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Optimizers;

/// <inheritdoc cref="OptimizerKernels.Sgd"/>
internal readonly struct PlainSgdRule(float rate) : IUpdateRule
{
    public static int States => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Step<F>(F weight, F gradient, ref F s0, ref F s1, ref F s2)
        where F : unmanaged, ISimd<F> => F.Fma(F.Of(-rate), gradient, weight);
}
