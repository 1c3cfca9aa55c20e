using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sweep.Bench.Trial;

/// <summary>The most fused multiply-adds that one core does: 16 independent chains in registers.</summary>
internal static class Peak
{
    /// <summary>Best GFLOP/s of several short runs.</summary>
    public static double Measure(int runs)
    {
        var best = 0.0;
        for (var run = 0; run < runs; run++)
        {
            const int Rounds = 200_000;
            var watch = Stopwatch.StartNew();
            var sum = Vector512.IsHardwareAccelerated ? Wide(Rounds) : Narrow(Rounds);
            var seconds = watch.Elapsed.TotalSeconds;
            if (float.IsNaN(sum))
                throw new InvalidOperationException("The chains must stay finite.");
            best = Math.Max(best, (Vector512.IsHardwareAccelerated ? 16 : 8) * 2.0 * 16 * Rounds / seconds / 1e9);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Wide(int rounds)
    {
        Vector512<float> a = Vector512.Create(0.5f), b = Vector512.Create(1f);
        Vector512<float> c0 = b, c1 = b, c2 = b, c3 = b, c4 = b, c5 = b, c6 = b, c7 = b, c8 = b, c9 = b, c10 = b, c11 = b, c12 = b, c13 = b, c14 = b, c15 = b;
        for (var i = 0; i < rounds; i++)
        {
            c0 = Vector512.FusedMultiplyAdd(c0, a, b);
            c1 = Vector512.FusedMultiplyAdd(c1, a, b);
            c2 = Vector512.FusedMultiplyAdd(c2, a, b);
            c3 = Vector512.FusedMultiplyAdd(c3, a, b);
            c4 = Vector512.FusedMultiplyAdd(c4, a, b);
            c5 = Vector512.FusedMultiplyAdd(c5, a, b);
            c6 = Vector512.FusedMultiplyAdd(c6, a, b);
            c7 = Vector512.FusedMultiplyAdd(c7, a, b);
            c8 = Vector512.FusedMultiplyAdd(c8, a, b);
            c9 = Vector512.FusedMultiplyAdd(c9, a, b);
            c10 = Vector512.FusedMultiplyAdd(c10, a, b);
            c11 = Vector512.FusedMultiplyAdd(c11, a, b);
            c12 = Vector512.FusedMultiplyAdd(c12, a, b);
            c13 = Vector512.FusedMultiplyAdd(c13, a, b);
            c14 = Vector512.FusedMultiplyAdd(c14, a, b);
            c15 = Vector512.FusedMultiplyAdd(c15, a, b);
        }

        return Vector512.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11 + c12 + c13 + c14 + c15);
    }

    // Eight chains, twice as many rounds: sixteen registers hold no sixteen chains and their operands.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Narrow(int rounds)
    {
        Vector256<float> a = Vector256.Create(0.5f), b = Vector256.Create(1f);
        Vector256<float> c0 = b, c1 = b, c2 = b, c3 = b, c4 = b, c5 = b, c6 = b, c7 = b;
        for (var i = 0; i < 2 * rounds; i++)
        {
            c0 = Vector256.FusedMultiplyAdd(c0, a, b);
            c1 = Vector256.FusedMultiplyAdd(c1, a, b);
            c2 = Vector256.FusedMultiplyAdd(c2, a, b);
            c3 = Vector256.FusedMultiplyAdd(c3, a, b);
            c4 = Vector256.FusedMultiplyAdd(c4, a, b);
            c5 = Vector256.FusedMultiplyAdd(c5, a, b);
            c6 = Vector256.FusedMultiplyAdd(c6, a, b);
            c7 = Vector256.FusedMultiplyAdd(c7, a, b);
        }

        return Vector256.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7);
    }
}
