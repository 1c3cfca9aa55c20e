using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <summary>A loop over some arrays that wants to know its activation and its rung.</summary>
internal interface IActivationJob
{
    /// <summary>Runs the loop.</summary>
    long Run<T, F>()
        where T : struct, IActivation
        where F : unmanaged, ISimd<F>;
}
