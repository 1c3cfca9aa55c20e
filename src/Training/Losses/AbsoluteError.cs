using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Losses;

/// <summary>|d|; its derivative at 0 is taken as 0.</summary>
internal readonly struct AbsoluteError : IPointwiseError
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Value<F>(F difference, F delta)
        where F : unmanaged, ISimd<F> => Functions.Abs(difference);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Derivative<F>(F difference, F delta)
        where F : unmanaged, ISimd<F>
        => F.Select(difference > F.Of(0), F.Of(1), F.Select(difference < F.Of(0), F.Of(-1), difference));
}
