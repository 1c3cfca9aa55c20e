using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Sweep.Training.Kernels;

/// <summary>Transposed copies of matrices.</summary>
internal static unsafe class Transpose
{
    /// <summary>to[c·strideTo + r] = from[r·strideFrom + c].</summary>
    /// <param name="from">Matrix, rows × columns.</param>
    /// <param name="strideFrom">Floats from one row of it to the next.</param>
    /// <param name="to">Its transpose, columns × rows.</param>
    /// <param name="strideTo">Floats from one row of that to the next.</param>
    /// <param name="rows">Rows, a multiple of 16.</param>
    /// <param name="columns">Columns, a multiple of 16.</param>
    public static void Copy(float* from, nint strideFrom, float* to, nint strideTo, nint rows, nint columns)
    {
        for (nint r = 0; r < rows; r += 16)
        {
            for (nint c = 0; c < columns; c += 16)
            {
                var source = from + (r * strideFrom) + c;
                var target = to + (c * strideTo) + r;
                if (Avx512F.IsSupported)
                    Block16(source, strideFrom, target, strideTo);
                else
                    BlockBy4(source, strideFrom, target, strideTo);
            }
        }
    }

    private static void BlockBy4(float* from, nint strideFrom, float* to, nint strideTo)
    {
        for (nint r = 0; r < 16; r += 4)
        {
            for (nint c = 0; c < 16; c += 4)
            {
                var source = from + (r * strideFrom) + c;
                var target = to + (c * strideTo) + r;
                if (Sse.IsSupported || AdvSimd.Arm64.IsSupported)
                    Block4(source, strideFrom, target, strideTo);
                else
                    BlockOfScalars(source, strideFrom, target, strideTo);
            }
        }
    }

    private static void BlockOfScalars(float* from, nint strideFrom, float* to, nint strideTo)
    {
        for (nint r = 0; r < 4; r++)
            for (nint c = 0; c < 4; c++)
                to[(c * strideTo) + r] = from[(r * strideFrom) + c];
    }

    // Rows are interleaved in pairs, then the pairs in pairs.
    private static void Block4(float* from, nint strideFrom, float* to, nint strideTo)
    {
        var r0 = Vector128.Load(from);
        var r1 = Vector128.Load(from + strideFrom);
        var r2 = Vector128.Load(from + (2 * strideFrom));
        var r3 = Vector128.Load(from + (3 * strideFrom));
        var (p0, p1) = (Low(r0, r2), High(r0, r2));
        var (p2, p3) = (Low(r1, r3), High(r1, r3));
        Vector128.Store(Low(p0, p2), to);
        Vector128.Store(High(p0, p2), to + strideTo);
        Vector128.Store(Low(p1, p3), to + (2 * strideTo));
        Vector128.Store(High(p1, p3), to + (3 * strideTo));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b)
        => Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b)
        => Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    // Four rows at a time: within each 128-bit quarter they become a transposed 4 × 4 block; then the quarters of equal
    // number are gathered across the four groups of rows, in two shuffles of whole quarters.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block16(float* from, nint strideFrom, float* to, nint strideTo)
    {
        Four(from, strideFrom, out var a0, out var a1, out var a2, out var a3);
        Four(from + (4 * strideFrom), strideFrom, out var b0, out var b1, out var b2, out var b3);
        Four(from + (8 * strideFrom), strideFrom, out var c0, out var c1, out var c2, out var c3);
        Four(from + (12 * strideFrom), strideFrom, out var d0, out var d1, out var d2, out var d3);
        Gather(a0, b0, c0, d0, to, strideTo);
        Gather(a1, b1, c1, d1, to + strideTo, strideTo);
        Gather(a2, b2, c2, d2, to + (2 * strideTo), strideTo);
        Gather(a3, b3, c3, d3, to + (3 * strideTo), strideTo);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* from, nint stride, out Vector512<float> q0, out Vector512<float> q1, out Vector512<float> q2, out Vector512<float> q3)
    {
        var r0 = Vector512.Load(from);
        var r1 = Vector512.Load(from + stride);
        var r2 = Vector512.Load(from + (2 * stride));
        var r3 = Vector512.Load(from + (3 * stride));
        var (p0, p1) = (Avx512F.UnpackLow(r0, r2), Avx512F.UnpackHigh(r0, r2));
        var (p2, p3) = (Avx512F.UnpackLow(r1, r3), Avx512F.UnpackHigh(r1, r3));
        q0 = Avx512F.UnpackLow(p0, p2);
        q1 = Avx512F.UnpackHigh(p0, p2);
        q2 = Avx512F.UnpackLow(p1, p3);
        q3 = Avx512F.UnpackHigh(p1, p3);
    }

    // Column 4·k + i of the block stands in quarter k of the four groups' vectors i.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* to, nint stride)
    {
        var even = Avx512F.Shuffle4x128(a, b, 0b10_00_10_00);
        var odd = Avx512F.Shuffle4x128(a, b, 0b11_01_11_01);
        var evenRest = Avx512F.Shuffle4x128(c, d, 0b10_00_10_00);
        var oddRest = Avx512F.Shuffle4x128(c, d, 0b11_01_11_01);
        Vector512.Store(Avx512F.Shuffle4x128(even, evenRest, 0b10_00_10_00), to);
        Vector512.Store(Avx512F.Shuffle4x128(odd, oddRest, 0b10_00_10_00), to + (4 * stride));
        Vector512.Store(Avx512F.Shuffle4x128(even, evenRest, 0b11_01_11_01), to + (8 * stride));
        Vector512.Store(Avx512F.Shuffle4x128(odd, oddRest, 0b11_01_11_01), to + (12 * stride));
    }
}
