using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <summary>One activation and its derivative, over any rung.</summary>
internal interface IActivation
{
    /// <summary>Greatest |derivative| over all z.</summary>
    static abstract float GreatestDerivative(float parameter);

    /// <summary>φ(z).</summary>
    static abstract F Value<F>(F z, F parameter)
        where F : unmanaged, ISimd<F>;

    /// <summary>φ′(z), given a = φ(z); at a kink the value that PyTorch takes.</summary>
    static abstract F Derivative<F>(F z, F a, F parameter)
        where F : unmanaged, ISimd<F>;
}
