using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <inheritdoc cref="ActivationKind.Silu"/>
internal readonly struct SiluMap : IActivation
{
    public static float GreatestDerivative(float parameter) => 1.09983932f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Value<F>(F z, F parameter)
        where F : unmanaged, ISimd<F>
    {
        // The sigmoid is 0 in float below −110, and 0·∞ would be NaN.
        var x = F.Select(z < F.Of(-110f), F.Of(-110f), z);
        return x * Functions.Sigmoid(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Derivative<F>(F z, F a, F parameter)
        where F : unmanaged, ISimd<F>
    {
        var x = F.Select(z < F.Of(-110f), F.Of(-110f), z);
        x = F.Select(x > F.Of(110f), F.Of(110f), x);
        var s = Functions.Sigmoid(x);
        return s * F.Fma(x, F.Of(1f) - s, F.Of(1f));
    }
}
