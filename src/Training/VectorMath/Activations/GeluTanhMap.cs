using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <inheritdoc cref="ActivationKind.GeluTanh"/>
internal readonly struct GeluTanhMap : IActivation
{
    private const float Cubic = 0.044715f;
    private const float Root = 0.7978845608f;

    public static float GreatestDerivative(float parameter) => 1.12899307f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Value<F>(F z, F parameter)
        where F : unmanaged, ISimd<F>
    {
        // tanh is ±1 in float there, and 0·∞ would be NaN.
        var x = F.Select(z < F.Of(-20f), F.Of(-20f), z);
        return F.Of(0.5f) * x * (F.Of(1f) + Functions.Tanh(Argument(x)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Derivative<F>(F z, F a, F parameter)
        where F : unmanaged, ISimd<F>
    {
        var x = F.Select(z < F.Of(-20f), F.Of(-20f), z);
        x = F.Select(x > F.Of(20f), F.Of(20f), x);
        var t = Functions.Tanh(Argument(x));
        var slope = F.Fma(x * x, F.Of(3f * Cubic * Root), F.Of(Root));
        var left = F.Fma(F.Of(0.5f), t, F.Of(0.5f));
        return F.Fma(F.Of(0.5f) * x * F.Fma(Functions.Negate(t), t, F.Of(1f)), slope, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Argument<F>(F x)
        where F : unmanaged, ISimd<F> => x * F.Fma(x * x, F.Of(Cubic * Root), F.Of(Root));
}
