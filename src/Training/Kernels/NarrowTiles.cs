using System.Runtime.CompilerServices;

namespace Sweep.Training.Kernels;

/// <summary>
/// Tiles of C = init + A·B that are one vector wide. All accumulators stay in registers while k runs once from first to
/// last, so that every element of C is one chain of fused multiply-adds in the order of k, whatever the tile's shape and
/// the vector's width. Row r of A starts at a + r·RowA, its next element is StepA further; row k of B at b + k·StrideB.
/// </summary>
/// <typeparam name="TLanes">Operations of one vector width.</typeparam>
/// <typeparam name="TVector">The vector type.</typeparam>
internal static unsafe class NarrowTiles<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>8 rows × 1 vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows8(in GemmOperands o, float* a, float* b, float* c, float* bias)
    {
        TVector c0, c1, c2, c3, c4, c5, c6, c7;
        if (bias != null)
        {
            c0 = TLanes.Broadcast(bias[0]);
            c1 = TLanes.Broadcast(bias[1]);
            c2 = TLanes.Broadcast(bias[2]);
            c3 = TLanes.Broadcast(bias[3]);
            c4 = TLanes.Broadcast(bias[4]);
            c5 = TLanes.Broadcast(bias[5]);
            c6 = TLanes.Broadcast(bias[6]);
            c7 = TLanes.Broadcast(bias[7]);
        }
        else if (o.Accumulate)
        {
            var from = c;
            c0 = TLanes.Load(from);
            from += o.StrideC;
            c1 = TLanes.Load(from);
            from += o.StrideC;
            c2 = TLanes.Load(from);
            from += o.StrideC;
            c3 = TLanes.Load(from);
            from += o.StrideC;
            c4 = TLanes.Load(from);
            from += o.StrideC;
            c5 = TLanes.Load(from);
            from += o.StrideC;
            c6 = TLanes.Load(from);
            from += o.StrideC;
            c7 = TLanes.Load(from);
        }
        else
        {
            c0 = c1 = c2 = c3 = c4 = c5 = c6 = c7 = TLanes.Zero;
        }

        var step = o.StepA * sizeof(float);
        var strideB = o.StrideB;
        var a0 = (byte*)a;
        var a1 = a0 + o.RowA * sizeof(float);
        var a2 = a1 + o.RowA * sizeof(float);
        var a3 = a2 + o.RowA * sizeof(float);
        var a4 = a3 + o.RowA * sizeof(float);
        var a5 = a4 + o.RowA * sizeof(float);
        var a6 = a5 + o.RowA * sizeof(float);
        var a7 = a6 + o.RowA * sizeof(float);
        nint at = 0;
        for (var k = o.K; k > 0; k--)
        {
            var b0 = TLanes.Load(b);
            b += strideB;
            c0 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a0 + at)), b0, c0);
            c1 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a1 + at)), b0, c1);
            c2 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a2 + at)), b0, c2);
            c3 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a3 + at)), b0, c3);
            c4 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a4 + at)), b0, c4);
            c5 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a5 + at)), b0, c5);
            c6 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a6 + at)), b0, c6);
            c7 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a7 + at)), b0, c7);
            at += step;
        }

        TLanes.Store(c, c0);
        c += o.StrideC;
        TLanes.Store(c, c1);
        c += o.StrideC;
        TLanes.Store(c, c2);
        c += o.StrideC;
        TLanes.Store(c, c3);
        c += o.StrideC;
        TLanes.Store(c, c4);
        c += o.StrideC;
        TLanes.Store(c, c5);
        c += o.StrideC;
        TLanes.Store(c, c6);
        c += o.StrideC;
        TLanes.Store(c, c7);
    }

    /// <summary>4 rows × 1 vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows4(in GemmOperands o, float* a, float* b, float* c, float* bias)
    {
        TVector c0, c1, c2, c3;
        if (bias != null)
        {
            c0 = TLanes.Broadcast(bias[0]);
            c1 = TLanes.Broadcast(bias[1]);
            c2 = TLanes.Broadcast(bias[2]);
            c3 = TLanes.Broadcast(bias[3]);
        }
        else if (o.Accumulate)
        {
            var from = c;
            c0 = TLanes.Load(from);
            from += o.StrideC;
            c1 = TLanes.Load(from);
            from += o.StrideC;
            c2 = TLanes.Load(from);
            from += o.StrideC;
            c3 = TLanes.Load(from);
        }
        else
        {
            c0 = c1 = c2 = c3 = TLanes.Zero;
        }

        var step = o.StepA * sizeof(float);
        var strideB = o.StrideB;
        var a0 = (byte*)a;
        var a1 = a0 + o.RowA * sizeof(float);
        var a2 = a1 + o.RowA * sizeof(float);
        var a3 = a2 + o.RowA * sizeof(float);
        nint at = 0;
        for (var k = o.K; k > 0; k--)
        {
            var b0 = TLanes.Load(b);
            b += strideB;
            c0 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a0 + at)), b0, c0);
            c1 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a1 + at)), b0, c1);
            c2 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a2 + at)), b0, c2);
            c3 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a3 + at)), b0, c3);
            at += step;
        }

        TLanes.Store(c, c0);
        c += o.StrideC;
        TLanes.Store(c, c1);
        c += o.StrideC;
        TLanes.Store(c, c2);
        c += o.StrideC;
        TLanes.Store(c, c3);
    }

    /// <summary>2 rows × 1 vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows2(in GemmOperands o, float* a, float* b, float* c, float* bias)
    {
        TVector c0, c1;
        if (bias != null)
        {
            c0 = TLanes.Broadcast(bias[0]);
            c1 = TLanes.Broadcast(bias[1]);
        }
        else if (o.Accumulate)
        {
            var from = c;
            c0 = TLanes.Load(from);
            from += o.StrideC;
            c1 = TLanes.Load(from);
        }
        else
        {
            c0 = c1 = TLanes.Zero;
        }

        var step = o.StepA * sizeof(float);
        var strideB = o.StrideB;
        var a0 = (byte*)a;
        var a1 = a0 + o.RowA * sizeof(float);
        nint at = 0;
        for (var k = o.K; k > 0; k--)
        {
            var b0 = TLanes.Load(b);
            b += strideB;
            c0 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a0 + at)), b0, c0);
            c1 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a1 + at)), b0, c1);
            at += step;
        }

        TLanes.Store(c, c0);
        c += o.StrideC;
        TLanes.Store(c, c1);
    }

    /// <summary>1 row × 1 vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows1(in GemmOperands o, float* a, float* b, float* c, float* bias)
    {
        TVector c0;
        if (bias != null)
        {
            c0 = TLanes.Broadcast(bias[0]);
        }
        else if (o.Accumulate)
        {
            var from = c;
            c0 = TLanes.Load(from);
        }
        else
        {
            c0 = TLanes.Zero;
        }

        var step = o.StepA * sizeof(float);
        var strideB = o.StrideB;
        var a0 = (byte*)a;
        nint at = 0;
        for (var k = o.K; k > 0; k--)
        {
            var b0 = TLanes.Load(b);
            b += strideB;
            c0 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(*(float*)(a0 + at)), b0, c0);
            at += step;
        }

        TLanes.Store(c, c0);
    }
}
