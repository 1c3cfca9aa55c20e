using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Sweep.Training.Kernels;

/// <summary>
/// Products of single-precision matrices, C = init + A·B. Every element of C is init followed by one fused multiply-add
/// per k, k ascending: the same bits at every vector width, tile shape and blocking (blocks of k go on from what is in C).
/// </summary>
/// <remarks>
/// B and C are row-major with rows of a multiple of 16 floats, aligned to 64 bytes; A is broadcast element by element and
/// may be any strided view, which is why no product of a training needs a transposed copy of the weights.
/// Tiles of C keep their accumulators in registers (structure: Goto and van de Geijn, "Anatomy of high-performance matrix
/// multiplication", ACM TOMS 34(3), 2008).
/// </remarks>
internal static unsafe class Gemm
{
    /// <summary>Length of a block of k once operands are packed: 32 columns of it fill two thirds of a 48 KiB L1 cache.</summary>
    private const int BlockK = 256;

    /// <summary>Columns of a packed panel of B.</summary>
    private const int PanelColumns = 32;

    /// <summary>Rows that are packed side by side: a few whole cache lines of each column of A.</summary>
    private const int PackedRows = 192;

    /// <summary>Floats of B beyond which a product packs its operands: what the L1 cache holds beside the rest.</summary>
    private const int PackingThreshold = 12 * 1024;

    /// <summary>Floats of scratch memory that <see cref="Multiply"/> may ask for; 0 where the product is small.</summary>
    public static long ScratchFloats(long m, long n, long k)
        => Packs(m, n, k) ? (long)BlockK * PanelColumns + (RoundUp(m, PackedRows) * Math.Min(k, BlockK)) : 0;

    /// <summary>C = init + A·B.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C, a multiple of 16.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">A, m × k.</param>
    /// <param name="b">B, k × n.</param>
    /// <param name="strideB">Floats from one row of B to the next.</param>
    /// <param name="c">C, m × n.</param>
    /// <param name="strideC">Floats from one row of C to the next.</param>
    /// <param name="bias">The start of each row's sums, m floats; null for 0.</param>
    /// <param name="scratch">At least <see cref="ScratchFloats"/> floats.</param>
    public static void Multiply(
        nint m, nint n, nint k, MatrixView a, float* b, nint strideB, float* c, nint strideC, float* bias, float* scratch)
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Lanes16, Vector512<float>>(m, n, k, a, b, strideB, c, strideC, bias, scratch);
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
            Run<Lanes8, Vector256<float>>(m, n, k, a, b, strideB, c, strideC, bias, scratch);
        else if (Fma.IsSupported || AdvSimd.IsSupported)
            Run<Lanes4, Vector128<float>>(m, n, k, a, b, strideB, c, strideC, bias, scratch);
        else
            Run<Lanes1, float>(m, n, k, a, b, strideB, c, strideC, bias, scratch);
    }

    /// <summary>Whether a product is so large that its operands are packed.</summary>
    public static bool Packs(long m, long n, long k) => k * n > PackingThreshold && m >= 48 && n > PanelColumns;

    private static long RoundUp(long value, long multiple) => (value + multiple - 1) / multiple * multiple;

    private static void Run<TLanes, TVector>(
        nint m, nint n, nint k, MatrixView a, float* b, nint strideB, float* c, nint strideC, float* bias, float* scratch)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (Packs(m, n, k))
        {
            RunPacked<TLanes, TVector>(m, n, k, a, b, strideB, c, strideC, bias, scratch);
            return;
        }

        var operands = new GemmOperands(k, a.Row, a.Column, strideB, strideC, Accumulate: false);
        var wide = 2 * TLanes.Width;
        nint column = 0;
        for (; column + wide <= n; column += wide)
            WideColumn<TLanes, TVector>(m, operands, a.Start, b + column, c + column, bias);
        if (column < n)
            NarrowColumn<TLanes, TVector>(m, operands, a.Start, b + column, c + column, bias);
    }

    private static void RunPacked<TLanes, TVector>(
        nint m, nint n, nint k, MatrixView a, float* b, nint strideB, float* c, nint strideC, float* bias, float* scratch)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var panelB = scratch;
        var panelsA = scratch + (BlockK * PanelColumns);
        var packsA = a.Column != 1;
        var panelRows = PanelRows<TLanes, TVector>();
        for (nint k0 = 0; k0 < k; k0 += BlockK)
        {
            var depth = Math.Min(BlockK, k - k0);
            var blockA = a.Start + (k0 * a.Column);
            if (packsA)
                PackA(m, depth, blockA, a, panelsA, panelRows);
            for (nint column = 0; column < n; column += PanelColumns)
            {
                var columns = Math.Min(PanelColumns, n - column);
                PackB(depth, columns, b + (k0 * strideB) + column, strideB, panelB);
                var start = k0 == 0 ? bias : null;
                var operands = packsA
                    ? new GemmOperands(depth, 1, panelRows, columns, strideC, k0 > 0)
                    : new GemmOperands(depth, a.Row, 1, columns, strideC, k0 > 0);
                var wide = 2 * TLanes.Width;
                for (nint row = 0; row < m; row += panelRows)
                {
                    var tileA = packsA ? panelsA + (row * depth) : blockA + (row * a.Row);
                    var rows = Math.Min(panelRows, m - row);
                    var tileC = c + (row * strideC) + column;
                    var tileBias = start == null ? null : start + row;
                    nint inner = 0;
                    for (; inner + wide <= columns; inner += wide)
                        WideColumn<TLanes, TVector>(rows, operands, tileA, panelB + inner, tileC + inner, tileBias);
                    if (inner < columns)
                        NarrowColumn<TLanes, TVector>(rows, operands, tileA, panelB + inner, tileC + inner, tileBias);
                }
            }
        }
    }

    /// <summary>Rows of a packed panel of A: whole tiles and whole cache lines; divides <see cref="PackedRows"/>.</summary>
    private static int PanelRows<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        => TLanes.TileRows == 6 ? 48 : 16;

    // A column of A is a stretch of memory, the next one far away: so as many panels as one column feeds are filled together.
    private static void PackA(nint m, nint depth, float* block, MatrixView a, float* panels, nint panelRows)
    {
        for (nint first = 0; first < m; first += PackedRows)
        {
            var last = Math.Min(first + PackedRows, m);
            for (nint i = 0; i < depth; i++)
            {
                for (var row = first; row < last; row += panelRows)
                {
                    var from = block + (i * a.Column) + (row * a.Row);
                    var to = panels + (row * depth) + (i * panelRows);
                    if (a.Row == 1 && row + panelRows <= m)
                    {
                        for (nint r = 0; r < panelRows; r += 16)
                            Vector512.Store(Vector512.Load(from + r), to + r);
                    }
                    else
                    {
                        for (nint r = 0; r < Math.Min(panelRows, m - row); r++)
                            to[r] = from[r * a.Row];
                    }
                }
            }
        }
    }

    private static void PackB(nint depth, nint columns, float* from, nint stride, float* to)
    {
        if (columns == PanelColumns)
        {
            for (nint i = 0; i < depth; i++, from += stride, to += PanelColumns)
            {
                Vector512.Store(Vector512.Load(from), to);
                Vector512.Store(Vector512.Load(from + 16), to + 16);
            }
        }
        else
        {
            for (nint i = 0; i < depth; i++, from += stride, to += 16)
                Vector512.Store(Vector512.Load(from), to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WideColumn<TLanes, TVector>(nint m, in GemmOperands o, float* a, float* b, float* c, float* bias)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        nint row = 0;
        if (TLanes.TileRows == 8)
        {
            for (; row + 8 <= m; row += 8)
                WideTiles<TLanes, TVector>.Rows8(o, a + row * o.RowA, b, c + row * o.StrideC, bias == null ? null : bias + row);
        }
        else if (TLanes.TileRows == 6)
        {
            for (; row + 6 <= m; row += 6)
                WideTiles<TLanes, TVector>.Rows6(o, a + row * o.RowA, b, c + row * o.StrideC, bias == null ? null : bias + row);
        }

        for (; row + 4 <= m; row += 4)
            WideTiles<TLanes, TVector>.Rows4(o, a + row * o.RowA, b, c + row * o.StrideC, bias == null ? null : bias + row);
        if (row + 2 <= m)
        {
            WideTiles<TLanes, TVector>.Rows2(o, a + row * o.RowA, b, c + row * o.StrideC, bias == null ? null : bias + row);
            row += 2;
        }

        if (row < m)
            WideTiles<TLanes, TVector>.Rows1(o, a + row * o.RowA, b, c + row * o.StrideC, bias == null ? null : bias + row);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NarrowColumn<TLanes, TVector>(nint m, in GemmOperands o, float* a, float* b, float* c, float* bias)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        nint row = 0;
        for (; row + 8 <= m; row += 8)
            NarrowTiles<TLanes, TVector>.Rows8(o, a + row * o.RowA, b, c + row * o.StrideC, bias == null ? null : bias + row);
        if (row + 4 <= m)
        {
            NarrowTiles<TLanes, TVector>.Rows4(o, a + row * o.RowA, b, c + row * o.StrideC, bias == null ? null : bias + row);
            row += 4;
        }

        if (row + 2 <= m)
        {
            NarrowTiles<TLanes, TVector>.Rows2(o, a + row * o.RowA, b, c + row * o.StrideC, bias == null ? null : bias + row);
            row += 2;
        }

        if (row < m)
            NarrowTiles<TLanes, TVector>.Rows1(o, a + row * o.RowA, b, c + row * o.StrideC, bias == null ? null : bias + row);
    }
}
