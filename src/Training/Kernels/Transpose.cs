using System.Runtime.Intrinsics;

namespace Sweep.Training.Kernels;

/// <summary>Transposed copies of matrices.</summary>
internal static unsafe class Transpose
{
    /// <summary>to[c·strideTo + r] = from[r·strideFrom + c].</summary>
    /// <param name="from">Matrix, rows × columns.</param>
    /// <param name="strideFrom">Floats from one row of it to the next.</param>
    /// <param name="to">Its transpose, columns × rows.</param>
    /// <param name="strideTo">Floats from one row of that to the next.</param>
    /// <param name="rows">Rows, a multiple of 4.</param>
    /// <param name="columns">Columns, a multiple of 4.</param>
    public static void Copy(float* from, nint strideFrom, float* to, nint strideTo, nint rows, nint columns)
    {
        for (nint r = 0; r < rows; r += 4)
        {
            var source = from + r * strideFrom;
            var target = to + r;
            for (nint c = 0; c < columns; c += 4, source += 4, target += 4 * strideTo)
                Block(source, strideFrom, target, strideTo);
        }
    }

    private static void Block(float* from, nint strideFrom, float* to, nint strideTo)
    {
        var r0 = Vector128.Load(from);
        var r1 = Vector128.Load(from + strideFrom);
        var r2 = Vector128.Load(from + 2 * strideFrom);
        var r3 = Vector128.Load(from + 3 * strideFrom);
        // Pairs of rows interleaved, then pairs of pairs.
        var p0 = Vector128.Create(r0[0], r1[0], r0[1], r1[1]);
        var p1 = Vector128.Create(r0[2], r1[2], r0[3], r1[3]);
        var p2 = Vector128.Create(r2[0], r3[0], r2[1], r3[1]);
        var p3 = Vector128.Create(r2[2], r3[2], r2[3], r3[3]);
        Vector128.Store(Vector128.Create(p0.GetLower(), p2.GetLower()), to);
        Vector128.Store(Vector128.Create(p0.GetUpper(), p2.GetUpper()), to + strideTo);
        Vector128.Store(Vector128.Create(p1.GetLower(), p3.GetLower()), to + 2 * strideTo);
        Vector128.Store(Vector128.Create(p1.GetUpper(), p3.GetUpper()), to + 3 * strideTo);
    }
}
