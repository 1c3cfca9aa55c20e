using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Sweep.Core.Randomness.Philox;

namespace Sweep.Training.VectorMath.Simd;

/// <summary>Eight lanes: AVX2.</summary>
internal readonly unsafe struct F8(Vector256<float> v) : ISimd<F8>
{
    private readonly Vector256<float> _v = v;

    public static int Width => 8;

    public static F8 LaneBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<int>.Indices.AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Load(float* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 LoadPart(float* from, int count) => new(Avx.MaskLoad(from, First(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(float* to, F8 value, int count) => Avx.MaskStore(to, First(count), value._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, F8 value) => value._v.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Of(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 OfBits(uint bits) => new(Vector256.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator +(F8 a, F8 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator -(F8 a, F8 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator *(F8 a, F8 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator /(F8 a, F8 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator &(F8 a, F8 b) => new(a._v & b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator |(F8 a, F8 b) => new(a._v | b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator ^(F8 a, F8 b) => new(a._v ^ b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator <(F8 a, F8 b) => new(Vector256.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator >(F8 a, F8 b) => new(Vector256.GreaterThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator <=(F8 a, F8 b) => new(Vector256.LessThanOrEqual(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator >=(F8 a, F8 b) => new(Vector256.GreaterThanOrEqual(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Fma(F8 a, F8 b, F8 c) => new(Vector256.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Sqrt(F8 a) => new(Vector256.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Select(F8 mask, F8 a, F8 b) => new(Vector256.ConditionalSelect(mask._v, a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Same(F8 a, F8 b) => new(Vector256.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 AddBits(F8 a, F8 b) => new((a._v.AsInt32() + b._v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 SubtractBits(F8 a, F8 b) => new((a._v.AsInt32() - b._v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 GreaterBits(F8 a, F8 b) => new(Vector256.GreaterThan(a._v.AsInt32(), b._v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 ShiftLeft(F8 a, int count) => new((a._v.AsInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 ShiftRight(F8 a, int count) => new((a._v.AsInt32() >>> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 ShiftRightSigned(F8 a, int count) => new((a._v.AsInt32() >> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LaneMask(F8 mask) => (uint)mask._v.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(double* lanes, F8 a)
    {
        var (low, high) = Vector256.Widen(a._v);
        (Vector256.Load(lanes) + low).Store(lanes);
        (Vector256.Load(lanes + 4) + high).Store(lanes + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AccumulateProduct(double* lanes, F8 a, F8 b)
    {
        var (aLow, aHigh) = Vector256.Widen(a._v);
        var (bLow, bHigh) = Vector256.Widen(b._v);
        (Vector256.Load(lanes) + (aLow * bLow)).Store(lanes);
        (Vector256.Load(lanes + 4) + (aHigh * bHigh)).Store(lanes + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateProducts(double* lanes, float* x, float* y, int n)
    {
        for (var lane = 0; lane < 64; lane += 4 * Width)
        {
            var to = lanes + lane;
            var s0 = Vector256.Load(to);
            var s1 = Vector256.Load(to + 4);
            var s2 = Vector256.Load(to + 8);
            var s3 = Vector256.Load(to + 12);
            var s4 = Vector256.Load(to + 16);
            var s5 = Vector256.Load(to + 20);
            var s6 = Vector256.Load(to + 24);
            var s7 = Vector256.Load(to + 28);
            for (var i = lane; i < n; i += 64)
            {
                var (l0, h0) = Products(Vector256.Load(x + i), Vector256.Load(y + i));
                var (l1, h1) = Products(Vector256.Load(x + i + 8), Vector256.Load(y + i + 8));
                var (l2, h2) = Products(Vector256.Load(x + i + 16), Vector256.Load(y + i + 16));
                var (l3, h3) = Products(Vector256.Load(x + i + 24), Vector256.Load(y + i + 24));
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
            s1.Store(to + 4);
            s2.Store(to + 8);
            s3.Store(to + 12);
            s4.Store(to + 16);
            s5.Store(to + 20);
            s6.Store(to + 24);
            s7.Store(to + 28);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateSquares(double* lanes, float* x, int n)
    {
        for (var lane = 0; lane < 64; lane += 4 * Width)
        {
            var to = lanes + lane;
            var s0 = Vector256.Load(to);
            var s1 = Vector256.Load(to + 4);
            var s2 = Vector256.Load(to + 8);
            var s3 = Vector256.Load(to + 12);
            var s4 = Vector256.Load(to + 16);
            var s5 = Vector256.Load(to + 20);
            var s6 = Vector256.Load(to + 24);
            var s7 = Vector256.Load(to + 28);
            for (var i = lane; i < n; i += 64)
            {
                var (l0, h0) = Squares(Vector256.Load(x + i));
                var (l1, h1) = Squares(Vector256.Load(x + i + 8));
                var (l2, h2) = Squares(Vector256.Load(x + i + 16));
                var (l3, h3) = Squares(Vector256.Load(x + i + 24));
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
            s1.Store(to + 4);
            s2.Store(to + 8);
            s3.Store(to + 12);
            s4.Store(to + 16);
            s5.Store(to + 20);
            s6.Store(to + 24);
            s7.Store(to + 28);
        }
    }

    /// <summary>
    /// Counters sit one to a 64-bit lane, even ones in one vector and odd ones in the other, so that a 32×32→64 product needs
    /// no shuffle; the upper halves hold rubbish that the next product ignores. At the end the two interleave into 32-bit lanes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Philox(ulong key, uint first, uint c1, uint c2, uint c3, out F8 x0, out F8 x1, out F8 x2, out F8 x3)
    {
        var low = Vector256.Create(0xFFFFFFFFul);
        var even = Vector256.Create((ulong)first) + (Vector256<ulong>.Indices << 1);
        var (a0, a1, a2, a3) = (even, Vector256.Create((ulong)c1), Vector256.Create((ulong)c2), Vector256.Create((ulong)c3));
        var (b0, b1, b2, b3) = (even + Vector256<ulong>.One, a1, a2, a3);
        var m0 = Vector256.Create((ulong)Multiplier0);
        var m1 = Vector256.Create((ulong)Multiplier1);
        var k0 = (uint)key;
        var k1 = (uint)(key >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var v0 = Vector256.Create((ulong)k0);
            var v1 = Vector256.Create((ulong)k1);
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
    private static Vector256<float> First(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> a, Vector256<ulong> b) => Avx2.Multiply(a.AsUInt32(), b.AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Low, Vector256<double> High) Products(Vector256<float> a, Vector256<float> b)
    {
        var (aLow, aHigh) = Vector256.Widen(a);
        var (bLow, bHigh) = Vector256.Widen(b);
        return (aLow * bLow, aHigh * bHigh);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Low, Vector256<double> High) Squares(Vector256<float> a)
    {
        var (low, high) = Vector256.Widen(a);
        return (low * low, high * high);
    }
}
