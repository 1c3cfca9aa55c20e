using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <inheritdoc cref="ActivationKind.LeakyRelu"/>
internal readonly struct LeakyReluMap : IActivation
{
    public static float GreatestDerivative(float parameter) => Math.Max(1f, Math.Abs(parameter));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Value<F>(F z, F parameter)
        where F : unmanaged, ISimd<F> => F.Select(z > F.Of(0f), z, z * parameter);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Derivative<F>(F z, F a, F parameter)
        where F : unmanaged, ISimd<F> => F.Select(z > F.Of(0f), F.Of(1f), parameter);
}
