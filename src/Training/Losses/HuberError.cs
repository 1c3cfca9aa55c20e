using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Losses;

/// <summary>d²/2 where |d| ≤ delta, delta·(|d| − delta/2) beyond (Huber 1964).</summary>
internal readonly struct HuberError : IPointwiseError
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Value<F>(F difference, F delta)
        where F : unmanaged, ISimd<F>
    {
        var magnitude = Functions.Abs(difference);
        var beyond = (magnitude - (F.Of(0.5f) * delta)) * delta;
        return F.Select(magnitude > delta, beyond, difference * difference * F.Of(0.5f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Derivative<F>(F difference, F delta)
        where F : unmanaged, ISimd<F>
    {
        var low = Functions.Negate(delta);
        return F.Select(difference > delta, delta, F.Select(difference < low, low, difference));
    }
}
