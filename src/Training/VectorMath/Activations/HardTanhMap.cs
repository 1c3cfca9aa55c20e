using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <inheritdoc cref="ActivationKind.HardTanh"/>
internal readonly struct HardTanhMap : IActivation
{
    public static float GreatestDerivative(float parameter) => 1f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Value<F>(F z, F parameter)
        where F : unmanaged, ISimd<F>
    {
        var x = F.Select(z < F.Of(-1f), F.Of(-1f), z);
        return F.Select(x > F.Of(1f), F.Of(1f), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Derivative<F>(F z, F a, F parameter)
        where F : unmanaged, ISimd<F> => F.Select((z > F.Of(-1f)) & (z < F.Of(1f)), F.Of(1f), F.Of(0f));
}
