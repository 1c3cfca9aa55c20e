using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <inheritdoc cref="ActivationKind.Gelu"/>
internal readonly struct GeluMap : IActivation
{
    private const float HalfRoot = 0.70710678f;

    public static float GreatestDerivative(float parameter) => 1.12890415f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Value<F>(F z, F parameter)
        where F : unmanaged, ISimd<F>
    {
        // Φ is 0 in float below −20, and 0·∞ would be NaN.
        var x = F.Select(z < F.Of(-20f), F.Of(-20f), z);
        return F.Of(0.5f) * x * (F.Of(1f) + Functions.Erf(x * F.Of(HalfRoot)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Derivative<F>(F z, F a, F parameter)
        where F : unmanaged, ISimd<F>
    {
        var x = F.Select(z < F.Of(-20f), F.Of(-20f), z);
        x = F.Select(x > F.Of(20f), F.Of(20f), x);
        var distribution = F.Fma(F.Of(0.5f), Functions.Erf(x * F.Of(HalfRoot)), F.Of(0.5f));
        var density = F.Of(0.3989422804f) * Functions.ExpOfNegative(F.Of(-0.5f) * x * x);
        return F.Fma(x, density, distribution);
    }
}
