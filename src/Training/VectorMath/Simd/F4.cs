using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static Sweep.Core.Randomness.Philox;

namespace Sweep.Training.VectorMath.Simd;

/// <summary>Four lanes: SSE and NEON.</summary>
internal readonly unsafe struct F4(Vector128<float> v) : ISimd<F4>
{
    private readonly Vector128<float> _v = v;

    public static int Width => 4;

    public static F4 LaneBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<int>.Indices.AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 Load(float* from) => new(Vector128.Load(from));

    public static F4 LoadPart(float* from, int count) => new(count switch
    {
        1 => Vector128.CreateScalar(from[0]),
        2 => Vector128.Create(from[0], from[1], 0, 0),
        _ => Vector128.Create(from[0], from[1], from[2], 0),
    });

    public static void StorePart(float* to, F4 value, int count)
    {
        for (var lane = 0; lane < count; lane++)
            to[lane] = value._v.GetElement(lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, F4 value) => value._v.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 Of(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 OfBits(uint bits) => new(Vector128.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 operator +(F4 a, F4 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 operator -(F4 a, F4 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 operator *(F4 a, F4 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 operator /(F4 a, F4 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 operator &(F4 a, F4 b) => new(a._v & b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 operator |(F4 a, F4 b) => new(a._v | b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 operator ^(F4 a, F4 b) => new(a._v ^ b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 operator <(F4 a, F4 b) => new(Vector128.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 operator >(F4 a, F4 b) => new(Vector128.GreaterThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 operator <=(F4 a, F4 b) => new(Vector128.LessThanOrEqual(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 operator >=(F4 a, F4 b) => new(Vector128.GreaterThanOrEqual(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 Fma(F4 a, F4 b, F4 c) => new(Vector128.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 Sqrt(F4 a) => new(Vector128.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 Select(F4 mask, F4 a, F4 b) => new(Vector128.ConditionalSelect(mask._v, a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 Same(F4 a, F4 b) => new(Vector128.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 AddBits(F4 a, F4 b) => new((a._v.AsInt32() + b._v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 SubtractBits(F4 a, F4 b) => new((a._v.AsInt32() - b._v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 GreaterBits(F4 a, F4 b) => new(Vector128.GreaterThan(a._v.AsInt32(), b._v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 ShiftLeft(F4 a, int count) => new((a._v.AsInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 ShiftRight(F4 a, int count) => new((a._v.AsInt32() >>> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F4 ShiftRightSigned(F4 a, int count) => new((a._v.AsInt32() >> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LaneMask(F4 mask) => (uint)mask._v.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(double* lanes, F4 a)
    {
        var (low, high) = Vector128.Widen(a._v);
        (Vector128.Load(lanes) + low).Store(lanes);
        (Vector128.Load(lanes + 2) + high).Store(lanes + 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AccumulateProduct(double* lanes, F4 a, F4 b)
    {
        var (aLow, aHigh) = Vector128.Widen(a._v);
        var (bLow, bHigh) = Vector128.Widen(b._v);
        (Vector128.Load(lanes) + (aLow * bLow)).Store(lanes);
        (Vector128.Load(lanes + 2) + (aHigh * bHigh)).Store(lanes + 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateProducts(double* lanes, float* x, float* y, int n)
    {
        for (var lane = 0; lane < 64; lane += 4 * Width)
        {
            var to = lanes + lane;
            var s0 = Vector128.Load(to);
            var s1 = Vector128.Load(to + 2);
            var s2 = Vector128.Load(to + 4);
            var s3 = Vector128.Load(to + 6);
            var s4 = Vector128.Load(to + 8);
            var s5 = Vector128.Load(to + 10);
            var s6 = Vector128.Load(to + 12);
            var s7 = Vector128.Load(to + 14);
            for (var i = lane; i < n; i += 64)
            {
                var (l0, h0) = Products(Vector128.Load(x + i), Vector128.Load(y + i));
                var (l1, h1) = Products(Vector128.Load(x + i + 4), Vector128.Load(y + i + 4));
                var (l2, h2) = Products(Vector128.Load(x + i + 8), Vector128.Load(y + i + 8));
                var (l3, h3) = Products(Vector128.Load(x + i + 12), Vector128.Load(y + i + 12));
                s0 += l0;
                s1 += h0;
                s2 += l1;
                s3 += h1;
                s4 += l2;
                s5 += h2;
                s6 += l3;
                s7 += h3;
            }

            s0.Store(to);
            s1.Store(to + 2);
            s2.Store(to + 4);
            s3.Store(to + 6);
            s4.Store(to + 8);
            s5.Store(to + 10);
            s6.Store(to + 12);
            s7.Store(to + 14);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateSquares(double* lanes, float* x, int n)
    {
        for (var lane = 0; lane < 64; lane += 4 * Width)
        {
            var to = lanes + lane;
            var s0 = Vector128.Load(to);
            var s1 = Vector128.Load(to + 2);
            var s2 = Vector128.Load(to + 4);
            var s3 = Vector128.Load(to + 6);
            var s4 = Vector128.Load(to + 8);
            var s5 = Vector128.Load(to + 10);
            var s6 = Vector128.Load(to + 12);
            var s7 = Vector128.Load(to + 14);
            for (var i = lane; i < n; i += 64)
            {
                var (l0, h0) = Squares(Vector128.Load(x + i));
                var (l1, h1) = Squares(Vector128.Load(x + i + 4));
                var (l2, h2) = Squares(Vector128.Load(x + i + 8));
                var (l3, h3) = Squares(Vector128.Load(x + i + 12));
                s0 += l0;
                s1 += h0;
                s2 += l1;
                s3 += h1;
                s4 += l2;
                s5 += h2;
                s6 += l3;
                s7 += h3;
            }

            s0.Store(to);
            s1.Store(to + 2);
            s2.Store(to + 4);
            s3.Store(to + 6);
            s4.Store(to + 8);
            s5.Store(to + 10);
            s6.Store(to + 12);
            s7.Store(to + 14);
        }
    }

    /// <summary>
    /// Counters sit one to a 64-bit lane, even ones in one vector and odd ones in the other, so that a 32×32→64 product needs
    /// no shuffle; the upper halves hold rubbish that the next product ignores. At the end the two interleave into 32-bit lanes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Philox(ulong key, uint first, uint c1, uint c2, uint c3, out F4 x0, out F4 x1, out F4 x2, out F4 x3)
    {
        var low = Vector128.Create(0xFFFFFFFFul);
        var even = Vector128.Create((ulong)first) + (Vector128<ulong>.Indices << 1);
        var (a0, a1, a2, a3) = (even, Vector128.Create((ulong)c1), Vector128.Create((ulong)c2), Vector128.Create((ulong)c3));
        var (b0, b1, b2, b3) = (even + Vector128<ulong>.One, a1, a2, a3);
        var m0 = Vector128.Create((ulong)Multiplier0);
        var m1 = Vector128.Create((ulong)Multiplier1);
        var k0 = (uint)key;
        var k1 = (uint)(key >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var v0 = Vector128.Create((ulong)k0);
            var v1 = Vector128.Create((ulong)k1);
            var (p0, p1) = (Multiply(m0, a0), Multiply(m1, a2));
            (a0, a1, a2, a3) = ((p1 >>> 32) ^ a1 ^ v0, p1, (p0 >>> 32) ^ a3 ^ v1, p0);
            (p0, p1) = (Multiply(m0, b0), Multiply(m1, b2));
            (b0, b1, b2, b3) = ((p1 >>> 32) ^ b1 ^ v0, p1, (p0 >>> 32) ^ b3 ^ v1, p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        x0 = new(((a0 & low) | (b0 << 32)).AsSingle());
        x1 = new(((a1 & low) | (b1 << 32)).AsSingle());
        x2 = new(((a2 & low) | (b2 << 32)).AsSingle());
        x3 = new(((a3 & low) | (b3 << 32)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Multiply(Vector128<ulong> a, Vector128<ulong> b)
    {
        if (Sse2.IsSupported)
            return Sse2.Multiply(a.AsUInt32(), b.AsUInt32());
        if (AdvSimd.IsSupported)
            return AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(a), AdvSimd.ExtractNarrowingLower(b));
        var low = Vector128.Create(0xFFFFFFFFul);
        return (a & low) * (b & low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<double> Low, Vector128<double> High) Products(Vector128<float> a, Vector128<float> b)
    {
        var (aLow, aHigh) = Vector128.Widen(a);
        var (bLow, bHigh) = Vector128.Widen(b);
        return (aLow * bLow, aHigh * bHigh);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<double> Low, Vector128<double> High) Squares(Vector128<float> a)
    {
        var (low, high) = Vector128.Widen(a);
        return (low * low, high * high);
    }
}
