using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sweep.Core.Randomness;
using Sweep.Training.Kernels;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Tests.Disassembly;

/// <summary>Calls every kernel whose machine code is held to account, with sizes that meet each of its tiles and its tail.</summary>
internal static unsafe class HotKernels
{
    // 1 to 15 rows meet every height of a tile; 16, 32 and 48 columns narrow tiles, wide tiles and both.
    private const int Rows = 15;
    private const int Columns = 48;
    private const int Depth = 5;

    // Beyond the size at which products pack their operands.
    private const int PackedRows = 63;
    private const int PackedColumns = 80;
    private const int PackedDepth = 300;

    private const int Length = 203;
    private const int Classes = 37;

    /// <summary>Runs all of them; the sum of what they wrote, by kernel.</summary>
    public static IReadOnlyList<(string Kernel, double Sum)> Run()
    {
        var sums = new List<(string, double)>();
        Products(sums);
        Activations(sums);
        Updates(sums);
        Losses(sums);
        Random(sums);
        Reduction(sums);
        TooTallTile(sums);
        return sums;
    }

    private static void Products(List<(string, double)> sums)
    {
        for (var rows = 1; rows <= Rows; rows++)
        {
            for (var columns = 16; columns <= Columns; columns += 16)
                sums.Add(($"product of {rows} × {columns}", Product(rows, columns, Depth, transposed: false)));
        }

        sums.Add(("packed product", Product(PackedRows, PackedColumns, PackedDepth, transposed: false)));
        sums.Add(("packed product of a transposed view", Product(PackedRows, PackedColumns, PackedDepth, transposed: true)));
    }

    private static double Product(int rows, int columns, int depth, bool transposed)
    {
        using var a = new Floats(((rows + 31) / 16 * 16) * ((depth + 31) / 16 * 16));
        using var b = new Floats(depth * columns);
        using var c = new Floats(rows * columns);
        using var bias = new Floats(rows);
        using var scratch = new Floats((int)Gemm.ScratchFloats(rows, columns, depth) + 1);
        var view = transposed ? new MatrixView(a.Start, 1, (rows + 15) / 16 * 16) : new MatrixView(a.Start, (depth + 15) / 16 * 16, 1);
        Gemm.Multiply(rows, columns, depth, view, b.Start, columns, c.Start, columns, bias.Start, scratch.Start);
        return c.Sum();
    }

    private static void Activations(List<(string, double)> sums)
    {
        foreach (var kind in (ActivationKind[])[ActivationKind.Tanh, ActivationKind.Sigmoid, ActivationKind.Relu])
        {
            using var z = new Floats(Length);
            using var a = new Floats(Length);
            using var gradient = new Floats(Length);
            using var bias = new Floats(Length);
            ActivationKernels.ForwardBias(kind, 0, z.Start, bias.Start, a.Start, 1, Length, Length);
            sums.Add(($"{kind} forward", a.Sum()));
            ActivationKernels.Backward(kind, 0, z.Start, a.Start, gradient.Start, Length);
            sums.Add(($"{kind} backward", gradient.Sum()));
        }
    }

    private static void Updates(List<(string, double)> sums)
    {
        foreach (var scalars in (UpdateScalars[])[new(), new() { GradientScale = 0.5f, L2 = 0.01f, Decay = 0.99f }, new() { GradientScale = 0.5f, L1 = 0.01f, L2 = 0.01f, Decay = 0.99f, ClipLimit = 1 }])
        {
            foreach (var measure in (bool[])[false, true])
            {
                using var w = new Floats(Length);
                using var g = new Floats(Length);
                using var m = new Floats(Length);
                using var v = new Floats(Length);
                OptimizerKernels.SgdMomentum(scalars, w.Start, g.Start, m.Start, Length, 0.1, 0.9, 1, nesterov: false, measure);
                sums.Add(("SGD with momentum", w.Sum()));
                OptimizerKernels.Adam(scalars, w.Start, g.Start, m.Start, v.Start, Length, 0.01, 0.9, 0.999, 0.5, 1e-8, measure);
                sums.Add(("Adam", w.Sum()));
            }
        }
    }

    private static void Losses(List<(string, double)> sums)
    {
        using var logits = new Floats(Rows * Columns);
        using var gradient = new Floats(Rows * Columns);
        using var losses = new Floats(Rows);
        var labels = stackalloc int[Rows];
        for (var row = 0; row < Rows; row++)
            labels[row] = row % Classes;
        var loss = LossKernels.SoftmaxCrossEntropy(logits.Start, Rows, Classes, Columns, labels, null, null, 0.1f, 1f / Rows, gradient.Start, losses.Start);
        sums.Add(("softmax cross-entropy", loss.Loss + gradient.Sum()));
    }

    private static void Random(List<(string, double)> sums)
    {
        using var mask = new Floats(Length);
        RandomKernels.DropoutMask(RandomKey.For(3, 1), RandomUse.Dropout, 1, 2, 0.5, 2, mask.Start, Length);
        sums.Add(("dropout mask", mask.Sum()));
    }

    private static void Reduction(List<(string, double)> sums)
    {
        using var x = new Floats(Length);
        sums.Add(("squared norm", Reductions.SumSquaresDouble(x.Start, Length)));
    }

    /// <summary>A tile of 8 rows needs 19 registers; processors without AVX-512 have 16, and no product takes it there.</summary>
    private static void TooTallTile(List<(string, double)> sums)
    {
        using var a = new Floats(8 * Depth);
        using var b = new Floats(Depth * 16);
        using var c = new Floats(8 * 16);
        WideTiles<Lanes8, Vector256<float>>.Rows8(new GemmOperands(Depth, Depth, 1, 16, 16, Accumulate: false), a.Start, b.Start, c.Start, null);
        sums.Add(("tile of too many rows", c.Sum()));
    }

    /// <summary>Aligned floats 0.01, 0.02, … 0.97 and again.</summary>
    private sealed class Floats : IDisposable
    {
        private readonly int _length;

        public Floats(int length)
        {
            _length = length;
            Start = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
            for (var i = 0; i < length; i++)
                Start[i] = 0.01f * ((i % 97) + 1);
        }

        public float* Start { get; }

        public double Sum()
        {
            var sum = 0.0;
            for (var i = 0; i < _length; i++)
                sum += Start[i];
            return sum;
        }

        public void Dispose() => NativeMemory.AlignedFree(Start);
    }
}
