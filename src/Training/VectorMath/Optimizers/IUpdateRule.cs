using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Optimizers;

/// <summary>One optimiser's step on single elements: up to three state arrays, scalars from the caller.</summary>
internal interface IUpdateRule
{
    /// <summary>How many state arrays the rule reads and writes.</summary>
    static abstract int States { get; }

    /// <summary>The new weight, from the decayed weight and the clipped, penalised gradient.</summary>
    F Step<F>(F weight, F gradient, ref F s0, ref F s1, ref F s2)
        where F : unmanaged, ISimd<F>;
}
