using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Losses;

/// <summary>A loss that is a mean over outputs of a function of the difference d = z − y.</summary>
internal interface IPointwiseError
{
    /// <summary>The function; <paramref name="delta"/> is Huber's.</summary>
    static abstract F Value<F>(F difference, F delta)
        where F : unmanaged, ISimd<F>;

    /// <summary>Its derivative.</summary>
    static abstract F Derivative<F>(F difference, F delta)
        where F : unmanaged, ISimd<F>;
}
