using System.Numerics;
using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Losses;

/// <summary>Counts samples whose class is among the k greatest logits.</summary>
internal static unsafe class TopHits
{
    /// <summary>
    /// Samples whose class, that of the greatest target, the first of equals, has fewer than <paramref name="k"/> classes
    /// before it. Before it are those with a greater logit, and those with an equal one and a lower number, so that k = 1
    /// counts what <see cref="Hits"/> counts. A sample with a NaN among its logits is none.
    /// </summary>
    /// <param name="logits">Outputs × columns, at least 2 outputs.</param>
    /// <param name="targets">In the same layout.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="samples">Samples.</param>
    /// <param name="columns">Floats from one output's row to the next, a multiple of 16.</param>
    /// <param name="k">How many logits count, from 1.</param>
    public static int Count(float* logits, float* targets, int outputs, int samples, int columns, int k)
        => Ladder.Has16 ? Count<F16>(logits, targets, outputs, samples, columns, k)
            : Ladder.Has8 ? Count<F8>(logits, targets, outputs, samples, columns, k)
            : Ladder.Has4 ? Count<F4>(logits, targets, outputs, samples, columns, k)
            : Count<F1>(logits, targets, outputs, samples, columns, k);

    /// <summary><see cref="Count(float*, float*, int, int, int, int)"/> on one rung.</summary>
    internal static int Count<F>(float* logits, float* targets, int outputs, int samples, int columns, int k)
        where F : unmanaged, ISimd<F>
    {
        var hits = 0;
        for (var b = 0; b < samples; b += F.Width)
        {
            var lanes = F.LaneMask(Rank<F>(logits + b, targets + b, outputs, columns) < F.Of(k));
            if (samples - b < F.Width)
                lanes &= (1u << (samples - b)) - 1;
            hits += BitOperations.PopCount(lanes);
        }

        return hits;
    }

    // How many classes are before each sample's own; NaN where one of its logits is NaN. Counts are exact up to 2^24 classes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Rank<F>(float* logits, float* targets, int outputs, nint stride)
        where F : unmanaged, ISimd<F>
    {
        var greatest = F.Load(targets);
        var own = F.Load(logits);
        var place = F.Of(0);
        for (nint c = 1; c < outputs; c++)
        {
            var target = F.Load(targets + (c * stride));
            var above = target > greatest;
            greatest = F.Select(above, target, greatest);
            own = F.Select(above, F.Load(logits + (c * stride)), own);
            place = F.Select(above, F.Of(c), place);
        }

        var rank = F.Of(0);
        for (nint c = 0; c < outputs; c++)
        {
            var logit = F.Load(logits + (c * stride));
            var before = (logit > own) | (F.Same(logit, own) & (place > F.Of(c)));
            // A NaN equals nothing, itself included, and adding it makes the rank NaN.
            rank += F.Select(F.Same(logit, logit), F.Select(before, F.Of(1), F.Of(0)), logit);
        }

        return rank;
    }
}
