using System.Runtime.CompilerServices;

namespace Sweep.Training.Kernels;

/// <summary>
/// Tiles of C = init + A·B that are two vectors wide. All accumulators stay in registers while k runs once from first to
/// last, so that every element of C is one chain of fused multiply-adds in the order of k, whatever the tile's shape and
/// the vector's width. Row r of A starts at a + r·RowA, its next element is StepA further; row k of B at b + k·StrideB.
/// </summary>
/// <typeparam name="TLanes">Operations of one vector width.</typeparam>
/// <typeparam name="TVector">The vector type.</typeparam>
internal static unsafe class WideTiles<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>8 rows × 2 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows8(in GemmOperands o, float* a, float* b, float* c, float* bias)
    {
        var width = TLanes.Width;
        TVector c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51, c60, c61, c70, c71;
        if (bias != null)
        {
            c00 = c01 = TLanes.Broadcast(bias[0]);
            c10 = c11 = TLanes.Broadcast(bias[1]);
            c20 = c21 = TLanes.Broadcast(bias[2]);
            c30 = c31 = TLanes.Broadcast(bias[3]);
            c40 = c41 = TLanes.Broadcast(bias[4]);
            c50 = c51 = TLanes.Broadcast(bias[5]);
            c60 = c61 = TLanes.Broadcast(bias[6]);
            c70 = c71 = TLanes.Broadcast(bias[7]);
        }
        else if (o.Accumulate)
        {
            var from = c;
            c00 = TLanes.Load(from);
            c01 = TLanes.Load(from + width);
            from += o.StrideC;
            c10 = TLanes.Load(from);
            c11 = TLanes.Load(from + width);
            from += o.StrideC;
            c20 = TLanes.Load(from);
            c21 = TLanes.Load(from + width);
            from += o.StrideC;
            c30 = TLanes.Load(from);
            c31 = TLanes.Load(from + width);
            from += o.StrideC;
            c40 = TLanes.Load(from);
            c41 = TLanes.Load(from + width);
            from += o.StrideC;
            c50 = TLanes.Load(from);
            c51 = TLanes.Load(from + width);
            from += o.StrideC;
            c60 = TLanes.Load(from);
            c61 = TLanes.Load(from + width);
            from += o.StrideC;
            c70 = TLanes.Load(from);
            c71 = TLanes.Load(from + width);
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = c60 = c61 = c70 = c71 = TLanes.Zero;
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
            var b1 = TLanes.Load(b + width);
            b += strideB;
            var x0 = TLanes.Broadcast(*(float*)(a0 + at));
            c00 = TLanes.FusedMultiplyAdd(x0, b0, c00);
            c01 = TLanes.FusedMultiplyAdd(x0, b1, c01);
            var x1 = TLanes.Broadcast(*(float*)(a1 + at));
            c10 = TLanes.FusedMultiplyAdd(x1, b0, c10);
            c11 = TLanes.FusedMultiplyAdd(x1, b1, c11);
            var x2 = TLanes.Broadcast(*(float*)(a2 + at));
            c20 = TLanes.FusedMultiplyAdd(x2, b0, c20);
            c21 = TLanes.FusedMultiplyAdd(x2, b1, c21);
            var x3 = TLanes.Broadcast(*(float*)(a3 + at));
            c30 = TLanes.FusedMultiplyAdd(x3, b0, c30);
            c31 = TLanes.FusedMultiplyAdd(x3, b1, c31);
            var x4 = TLanes.Broadcast(*(float*)(a4 + at));
            c40 = TLanes.FusedMultiplyAdd(x4, b0, c40);
            c41 = TLanes.FusedMultiplyAdd(x4, b1, c41);
            var x5 = TLanes.Broadcast(*(float*)(a5 + at));
            c50 = TLanes.FusedMultiplyAdd(x5, b0, c50);
            c51 = TLanes.FusedMultiplyAdd(x5, b1, c51);
            var x6 = TLanes.Broadcast(*(float*)(a6 + at));
            c60 = TLanes.FusedMultiplyAdd(x6, b0, c60);
            c61 = TLanes.FusedMultiplyAdd(x6, b1, c61);
            var x7 = TLanes.Broadcast(*(float*)(a7 + at));
            c70 = TLanes.FusedMultiplyAdd(x7, b0, c70);
            c71 = TLanes.FusedMultiplyAdd(x7, b1, c71);
            at += step;
        }

        TLanes.Store(c, c00);
        TLanes.Store(c + width, c01);
        c += o.StrideC;
        TLanes.Store(c, c10);
        TLanes.Store(c + width, c11);
        c += o.StrideC;
        TLanes.Store(c, c20);
        TLanes.Store(c + width, c21);
        c += o.StrideC;
        TLanes.Store(c, c30);
        TLanes.Store(c + width, c31);
        c += o.StrideC;
        TLanes.Store(c, c40);
        TLanes.Store(c + width, c41);
        c += o.StrideC;
        TLanes.Store(c, c50);
        TLanes.Store(c + width, c51);
        c += o.StrideC;
        TLanes.Store(c, c60);
        TLanes.Store(c + width, c61);
        c += o.StrideC;
        TLanes.Store(c, c70);
        TLanes.Store(c + width, c71);
    }

    /// <summary>6 rows × 2 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows6(in GemmOperands o, float* a, float* b, float* c, float* bias)
    {
        var width = TLanes.Width;
        TVector c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51;
        if (bias != null)
        {
            c00 = c01 = TLanes.Broadcast(bias[0]);
            c10 = c11 = TLanes.Broadcast(bias[1]);
            c20 = c21 = TLanes.Broadcast(bias[2]);
            c30 = c31 = TLanes.Broadcast(bias[3]);
            c40 = c41 = TLanes.Broadcast(bias[4]);
            c50 = c51 = TLanes.Broadcast(bias[5]);
        }
        else if (o.Accumulate)
        {
            var from = c;
            c00 = TLanes.Load(from);
            c01 = TLanes.Load(from + width);
            from += o.StrideC;
            c10 = TLanes.Load(from);
            c11 = TLanes.Load(from + width);
            from += o.StrideC;
            c20 = TLanes.Load(from);
            c21 = TLanes.Load(from + width);
            from += o.StrideC;
            c30 = TLanes.Load(from);
            c31 = TLanes.Load(from + width);
            from += o.StrideC;
            c40 = TLanes.Load(from);
            c41 = TLanes.Load(from + width);
            from += o.StrideC;
            c50 = TLanes.Load(from);
            c51 = TLanes.Load(from + width);
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = TLanes.Zero;
        }

        var step = o.StepA * sizeof(float);
        var strideB = o.StrideB;
        var a0 = (byte*)a;
        var a1 = a0 + o.RowA * sizeof(float);
        var a2 = a1 + o.RowA * sizeof(float);
        var a3 = a2 + o.RowA * sizeof(float);
        var a4 = a3 + o.RowA * sizeof(float);
        var a5 = a4 + o.RowA * sizeof(float);
        nint at = 0;
        for (var k = o.K; k > 0; k--)
        {
            var b0 = TLanes.Load(b);
            var b1 = TLanes.Load(b + width);
            b += strideB;
            var x0 = TLanes.Broadcast(*(float*)(a0 + at));
            c00 = TLanes.FusedMultiplyAdd(x0, b0, c00);
            c01 = TLanes.FusedMultiplyAdd(x0, b1, c01);
            var x1 = TLanes.Broadcast(*(float*)(a1 + at));
            c10 = TLanes.FusedMultiplyAdd(x1, b0, c10);
            c11 = TLanes.FusedMultiplyAdd(x1, b1, c11);
            var x2 = TLanes.Broadcast(*(float*)(a2 + at));
            c20 = TLanes.FusedMultiplyAdd(x2, b0, c20);
            c21 = TLanes.FusedMultiplyAdd(x2, b1, c21);
            var x3 = TLanes.Broadcast(*(float*)(a3 + at));
            c30 = TLanes.FusedMultiplyAdd(x3, b0, c30);
            c31 = TLanes.FusedMultiplyAdd(x3, b1, c31);
            var x4 = TLanes.Broadcast(*(float*)(a4 + at));
            c40 = TLanes.FusedMultiplyAdd(x4, b0, c40);
            c41 = TLanes.FusedMultiplyAdd(x4, b1, c41);
            var x5 = TLanes.Broadcast(*(float*)(a5 + at));
            c50 = TLanes.FusedMultiplyAdd(x5, b0, c50);
            c51 = TLanes.FusedMultiplyAdd(x5, b1, c51);
            at += step;
        }

        TLanes.Store(c, c00);
        TLanes.Store(c + width, c01);
        c += o.StrideC;
        TLanes.Store(c, c10);
        TLanes.Store(c + width, c11);
        c += o.StrideC;
        TLanes.Store(c, c20);
        TLanes.Store(c + width, c21);
        c += o.StrideC;
        TLanes.Store(c, c30);
        TLanes.Store(c + width, c31);
        c += o.StrideC;
        TLanes.Store(c, c40);
        TLanes.Store(c + width, c41);
        c += o.StrideC;
        TLanes.Store(c, c50);
        TLanes.Store(c + width, c51);
    }

    /// <summary>4 rows × 2 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows4(in GemmOperands o, float* a, float* b, float* c, float* bias)
    {
        var width = TLanes.Width;
        TVector c00, c01, c10, c11, c20, c21, c30, c31;
        if (bias != null)
        {
            c00 = c01 = TLanes.Broadcast(bias[0]);
            c10 = c11 = TLanes.Broadcast(bias[1]);
            c20 = c21 = TLanes.Broadcast(bias[2]);
            c30 = c31 = TLanes.Broadcast(bias[3]);
        }
        else if (o.Accumulate)
        {
            var from = c;
            c00 = TLanes.Load(from);
            c01 = TLanes.Load(from + width);
            from += o.StrideC;
            c10 = TLanes.Load(from);
            c11 = TLanes.Load(from + width);
            from += o.StrideC;
            c20 = TLanes.Load(from);
            c21 = TLanes.Load(from + width);
            from += o.StrideC;
            c30 = TLanes.Load(from);
            c31 = TLanes.Load(from + width);
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = TLanes.Zero;
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
            var b1 = TLanes.Load(b + width);
            b += strideB;
            var x0 = TLanes.Broadcast(*(float*)(a0 + at));
            c00 = TLanes.FusedMultiplyAdd(x0, b0, c00);
            c01 = TLanes.FusedMultiplyAdd(x0, b1, c01);
            var x1 = TLanes.Broadcast(*(float*)(a1 + at));
            c10 = TLanes.FusedMultiplyAdd(x1, b0, c10);
            c11 = TLanes.FusedMultiplyAdd(x1, b1, c11);
            var x2 = TLanes.Broadcast(*(float*)(a2 + at));
            c20 = TLanes.FusedMultiplyAdd(x2, b0, c20);
            c21 = TLanes.FusedMultiplyAdd(x2, b1, c21);
            var x3 = TLanes.Broadcast(*(float*)(a3 + at));
            c30 = TLanes.FusedMultiplyAdd(x3, b0, c30);
            c31 = TLanes.FusedMultiplyAdd(x3, b1, c31);
            at += step;
        }

        TLanes.Store(c, c00);
        TLanes.Store(c + width, c01);
        c += o.StrideC;
        TLanes.Store(c, c10);
        TLanes.Store(c + width, c11);
        c += o.StrideC;
        TLanes.Store(c, c20);
        TLanes.Store(c + width, c21);
        c += o.StrideC;
        TLanes.Store(c, c30);
        TLanes.Store(c + width, c31);
    }

    /// <summary>2 rows × 2 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows2(in GemmOperands o, float* a, float* b, float* c, float* bias)
    {
        var width = TLanes.Width;
        TVector c00, c01, c10, c11;
        if (bias != null)
        {
            c00 = c01 = TLanes.Broadcast(bias[0]);
            c10 = c11 = TLanes.Broadcast(bias[1]);
        }
        else if (o.Accumulate)
        {
            var from = c;
            c00 = TLanes.Load(from);
            c01 = TLanes.Load(from + width);
            from += o.StrideC;
            c10 = TLanes.Load(from);
            c11 = TLanes.Load(from + width);
        }
        else
        {
            c00 = c01 = c10 = c11 = TLanes.Zero;
        }

        var step = o.StepA * sizeof(float);
        var strideB = o.StrideB;
        var a0 = (byte*)a;
        var a1 = a0 + o.RowA * sizeof(float);
        nint at = 0;
        for (var k = o.K; k > 0; k--)
        {
            var b0 = TLanes.Load(b);
            var b1 = TLanes.Load(b + width);
            b += strideB;
            var x0 = TLanes.Broadcast(*(float*)(a0 + at));
            c00 = TLanes.FusedMultiplyAdd(x0, b0, c00);
            c01 = TLanes.FusedMultiplyAdd(x0, b1, c01);
            var x1 = TLanes.Broadcast(*(float*)(a1 + at));
            c10 = TLanes.FusedMultiplyAdd(x1, b0, c10);
            c11 = TLanes.FusedMultiplyAdd(x1, b1, c11);
            at += step;
        }

        TLanes.Store(c, c00);
        TLanes.Store(c + width, c01);
        c += o.StrideC;
        TLanes.Store(c, c10);
        TLanes.Store(c + width, c11);
    }

    /// <summary>1 row × 2 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows1(in GemmOperands o, float* a, float* b, float* c, float* bias)
    {
        var width = TLanes.Width;
        TVector c00, c01;
        if (bias != null)
        {
            c00 = c01 = TLanes.Broadcast(bias[0]);
        }
        else if (o.Accumulate)
        {
            var from = c;
            c00 = TLanes.Load(from);
            c01 = TLanes.Load(from + width);
        }
        else
        {
            c00 = c01 = TLanes.Zero;
        }

        var step = o.StepA * sizeof(float);
        var strideB = o.StrideB;
        var a0 = (byte*)a;
        nint at = 0;
        for (var k = o.K; k > 0; k--)
        {
            var b0 = TLanes.Load(b);
            var b1 = TLanes.Load(b + width);
            b += strideB;
            var x0 = TLanes.Broadcast(*(float*)(a0 + at));
            c00 = TLanes.FusedMultiplyAdd(x0, b0, c00);
            c01 = TLanes.FusedMultiplyAdd(x0, b1, c01);
            at += step;
        }

        TLanes.Store(c, c00);
        TLanes.Store(c + width, c01);
    }
}
