using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <inheritdoc cref="ActivationKind.Selu"/>
internal readonly struct SeluMap : IActivation
{
    private const float Alpha = 1.6732632423543772f;
    private const float Scale = 1.0507009873554805f;

    public static float GreatestDerivative(float parameter) => Scale * Alpha;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Value<F>(F z, F parameter)
        where F : unmanaged, ISimd<F>
    {
        var negative = F.Of(Scale * Alpha) * Functions.ExpM1OfNegative(z);
        return F.Select(z > F.Of(0f), F.Of(Scale) * z, negative);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Derivative<F>(F z, F a, F parameter)
        where F : unmanaged, ISimd<F> => F.Select(z > F.Of(0f), F.Of(Scale), a + F.Of(Scale * Alpha));
}
