using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Losses;

/// <summary>d².</summary>
internal readonly struct SquaredError : IPointwiseError
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Value<F>(F difference, F delta)
        where F : unmanaged, ISimd<F> => difference * difference;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Derivative<F>(F difference, F delta)
        where F : unmanaged, ISimd<F> => difference + difference;
}
