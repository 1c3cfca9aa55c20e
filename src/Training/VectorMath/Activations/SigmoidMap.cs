using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <inheritdoc cref="ActivationKind.Sigmoid"/>
internal readonly struct SigmoidMap : IActivation
{
    public static float GreatestDerivative(float parameter) => 0.25f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Value<F>(F z, F parameter)
        where F : unmanaged, ISimd<F> => Functions.Sigmoid(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Derivative<F>(F z, F a, F parameter)
        where F : unmanaged, ISimd<F> => a * (F.Of(1f) - a);
}
