using System.Numerics;
using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Losses;

/// <summary>Counts samples whose greatest logit is that of their class.</summary>
internal static unsafe class Hits
{
    /// <summary>
    /// Samples at whose greatest target the greatest logit stands, the first of equals; a sample with a NaN among its logits
    /// is none. With one output: whose logit is above 0 where the target is above ½.
    /// </summary>
    /// <param name="logits">Outputs × columns.</param>
    /// <param name="targets">In the same layout.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="samples">Samples.</param>
    /// <param name="columns">Floats from one output's row to the next, a multiple of 16.</param>
    public static int Count(float* logits, float* targets, int outputs, int samples, int columns)
        => Ladder.Has16 ? Count<F16>(logits, targets, outputs, samples, columns)
            : Ladder.Has8 ? Count<F8>(logits, targets, outputs, samples, columns)
            : Ladder.Has4 ? Count<F4>(logits, targets, outputs, samples, columns)
            : Count<F1>(logits, targets, outputs, samples, columns);

    private static int Count<F>(float* logits, float* targets, int outputs, int samples, int columns)
        where F : unmanaged, ISimd<F>
    {
        var hits = 0;
        for (var b = 0; b < samples; b += F.Width)
        {
            var z = logits + b;
            var y = targets + b;
            var right = outputs == 1
                ? F.Same(F.Select(F.Load(z) > F.Of(0), F.Of(1), F.Of(0)), F.Select(F.Load(y) > F.Of(0.5f), F.Of(1), F.Of(0))) & F.Same(F.Load(z), F.Load(z))
                : F.Same(Greatest<F>(z, outputs, columns), Greatest<F>(y, outputs, columns));
            var lanes = F.LaneMask(right);
            if (samples - b < F.Width)
                lanes &= (1u << (samples - b)) - 1;
            hits += BitOperations.PopCount(lanes);
        }

        return hits;
    }

    // The number of the first greatest value; NaN where one of the values is NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Greatest<F>(float* values, int outputs, nint stride)
        where F : unmanaged, ISimd<F>
    {
        var greatest = F.Load(values);
        var place = greatest - greatest;
        for (nint c = 1; c < outputs; c++)
        {
            var value = F.Load(values + (c * stride));
            var above = value > greatest;
            greatest = F.Select(above, value, greatest);
            place = F.Select(above, F.Of(c), place) + (value - value);
        }

        return place;
    }
}
