using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <content>Whole matrices: rows × cols, row-major, <c>stride</c> floats from row to row.</content>
public static unsafe partial class RowKernels
{
    /// <summary>squares[r] = Σ over columns of x[r, c]², in double, in the tree of <see cref="Reductions"/>: for norms of units that are rows.</summary>
    public static void RowSquares(float* x, double* squares, int rows, int cols, int stride)
    {
        for (var row = 0; row < rows; row++)
            squares[row] = Reductions.SumSquaresDouble(x + ((nint)row * stride), cols);
    }

    /// <summary>squares[c] = Σ over rows, ascending, of x[r, c]², in double: for norms of units that are columns.</summary>
    public static void ColumnSquares(float* x, double* squares, int rows, int cols, int stride)
    {
        if (Ladder.Has16)
            ColumnSquares<F16>(x, squares, rows, cols, stride);
        else if (Ladder.Has8)
            ColumnSquares<F8>(x, squares, rows, cols, stride);
        else if (Ladder.Has4)
            ColumnSquares<F4>(x, squares, rows, cols, stride);
        else
            ColumnSquares<F1>(x, squares, rows, cols, stride);
    }

    /// <summary>x[r, c] *= factors[c].</summary>
    public static void ScaleColumns(float* x, float* factors, int rows, int cols, int stride)
    {
        for (var row = 0; row < rows; row++)
            Multiply(x + ((nint)row * stride), factors, cols);
    }

    /// <summary>x[r, c] += row[c].</summary>
    public static void AddRow(float* x, float* row, int rows, int cols, int stride)
    {
        for (var r = 0; r < rows; r++)
            Add(x + ((nint)r * stride), row, cols);
    }

    /// <summary>to[c, r] = from[r, c]; the two must not overlap. Blocks of 8×8 go through registers on AVX.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* from, int rows, int cols, int fromStride, float* to, int toStride)
    {
        const int Block = 8;
        for (var r = 0; r < rows; r += Block)
        {
            for (var c = 0; c < cols; c += Block)
            {
                var source = from + ((nint)r * fromStride) + c;
                var target = to + ((nint)c * toStride) + r;
                if (Avx.IsSupported && r + Block <= rows && c + Block <= cols)
                {
                    TransposeBlock(source, fromStride, target, toStride);
                    continue;
                }

                for (var i = 0; i < Math.Min(Block, rows - r); i++)
                {
                    for (var j = 0; j < Math.Min(Block, cols - c); j++)
                        target[((nint)j * toStride) + i] = source[((nint)i * fromStride) + j];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ColumnSquares<F>(float* x, double* squares, int rows, int cols, int stride)
        where F : unmanaged, ISimd<F>
    {
        new Span<double>(squares, cols).Clear();
        var rest = stackalloc double[F.Width];
        new Span<double>(rest, F.Width).Clear();
        for (var row = 0; row < rows; row++)
        {
            var p = x + ((nint)row * stride);
            var c = 0;
            for (; c <= cols - F.Width; c += F.Width)
            {
                var v = F.Load(p + c);
                F.AccumulateProduct(squares + c, v, v);
            }

            if (c < cols)
            {
                var v = F.LoadPart(p + c, cols - c);
                F.AccumulateProduct(rest, v, v);
            }
        }

        var whole = cols - (cols % F.Width);
        for (var c = whole; c < cols; c++)
            squares[c] = rest[c - whole];
    }

    /// <summary>Pairs of rows interleave, then pairs of pairs, then the halves change places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(float* from, nint fromStride, float* to, nint toStride)
    {
        var (r0, r1, r2, r3) = (Vector256.Load(from), Vector256.Load(from + fromStride), Vector256.Load(from + (2 * fromStride)), Vector256.Load(from + (3 * fromStride)));
        from += 4 * fromStride;
        var (r4, r5, r6, r7) = (Vector256.Load(from), Vector256.Load(from + fromStride), Vector256.Load(from + (2 * fromStride)), Vector256.Load(from + (3 * fromStride)));
        Quads(r0, r1, r2, r3, out var a0, out var a1, out var a2, out var a3);
        Quads(r4, r5, r6, r7, out var b0, out var b1, out var b2, out var b3);
        Avx.Permute2x128(a0, b0, 0x20).Store(to);
        Avx.Permute2x128(a1, b1, 0x20).Store(to + toStride);
        Avx.Permute2x128(a2, b2, 0x20).Store(to + (2 * toStride));
        Avx.Permute2x128(a3, b3, 0x20).Store(to + (3 * toStride));
        to += 4 * toStride;
        Avx.Permute2x128(a0, b0, 0x31).Store(to);
        Avx.Permute2x128(a1, b1, 0x31).Store(to + toStride);
        Avx.Permute2x128(a2, b2, 0x31).Store(to + (2 * toStride));
        Avx.Permute2x128(a3, b3, 0x31).Store(to + (3 * toStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quads(Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, out Vector256<float> q0, out Vector256<float> q1, out Vector256<float> q2, out Vector256<float> q3)
    {
        var (low01, high01, low23, high23) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1), Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        q0 = Avx.Shuffle(low01, low23, 0x44);
        q1 = Avx.Shuffle(low01, low23, 0xEE);
        q2 = Avx.Shuffle(high01, high23, 0x44);
        q3 = Avx.Shuffle(high01, high23, 0xEE);
    }
}
