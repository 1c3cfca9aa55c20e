using System.Diagnostics;
using System.Globalization;
using Sweep.Training.Kernels;

namespace Sweep.Bench.Trial;

/// <summary>Best speed of the matrix product at the shapes of the workloads, beside the peak of the same moment.</summary>
internal static unsafe class Shapes
{
    private static readonly (string Name, int M, int N, int K, bool Across)[] All =
    [
        ("A forward", 128, 32, 128, false), ("A input gradient", 128, 32, 128, true), ("A weight gradient", 128, 128, 32, false),
        ("A first forward", 128, 32, 64, false), ("A output forward", 10, 32, 128, false), ("A validation", 128, 128, 128, false),
        ("C forward", 64, 32, 64, false), ("C weight gradient", 64, 64, 32, false),
        ("B forward", 1024, 128, 1024, false), ("B input gradient", 1024, 128, 1024, true), ("B weight gradient", 1024, 1024, 128, false),
    ];

    public static void Print()
    {
        foreach (var (name, m, n, k, across) in All)
        {
            using var arena = new Arena(64 << 20);
            var a = arena.Floats((long)m * k);
            var b = arena.Floats((long)n * k);
            var c = arena.Floats((long)m * n);
            var scratch = arena.Floats(Gemm.ScratchFloats(m, n, k));
            var view = across ? new MatrixView(a, 1, m) : new MatrixView(a, k, 1);
            var flops = 2.0 * m * n * k;
            var rounds = Math.Max(1, (int)(2e7 / flops));
            var best = 0.0;
            for (var run = 0; run < 300; run++)
            {
                var start = Stopwatch.GetTimestamp();
                for (var round = 0; round < rounds; round++)
                    Gemm.Multiply(m, n, k, view, b, n, c, n, null, scratch);
                best = Math.Max(best, flops * rounds / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9);
            }

            var peak = Peak.Measure(30);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18} {m,5}x{n,4}x{k,4} {best,7:f1} GFLOP/s, {best / peak,4:p0} of {peak:f0}"));
        }
    }
}
