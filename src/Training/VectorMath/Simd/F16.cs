using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Sweep.Core.Randomness.Philox;

namespace Sweep.Training.VectorMath.Simd;

/// <summary>Sixteen lanes: AVX-512.</summary>
internal readonly unsafe struct F16(Vector512<float> v) : ISimd<F16>
{
    private readonly Vector512<float> _v = v;

    public static int Width => 16;

    public static F16 LaneBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<int>.Indices.AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 LoadPart(float* from, int count) => new(Avx512F.MaskLoad(from, First(count), Vector512<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(float* to, F16 value, int count) => Avx512F.MaskStore(to, First(count), value._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, F16 value) => value._v.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Of(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 OfBits(uint bits) => new(Vector512.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator +(F16 a, F16 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator -(F16 a, F16 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator *(F16 a, F16 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator /(F16 a, F16 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator &(F16 a, F16 b) => new(a._v & b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator |(F16 a, F16 b) => new(a._v | b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator ^(F16 a, F16 b) => new(a._v ^ b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator <(F16 a, F16 b) => new(Vector512.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator >(F16 a, F16 b) => new(Vector512.GreaterThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator <=(F16 a, F16 b) => new(Vector512.LessThanOrEqual(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator >=(F16 a, F16 b) => new(Vector512.GreaterThanOrEqual(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Fma(F16 a, F16 b, F16 c) => new(Vector512.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Sqrt(F16 a) => new(Vector512.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Select(F16 mask, F16 a, F16 b) => new(Vector512.ConditionalSelect(mask._v, a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Same(F16 a, F16 b) => new(Vector512.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 AddBits(F16 a, F16 b) => new((a._v.AsInt32() + b._v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 SubtractBits(F16 a, F16 b) => new((a._v.AsInt32() - b._v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 GreaterBits(F16 a, F16 b) => new(Vector512.GreaterThan(a._v.AsInt32(), b._v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 ShiftLeft(F16 a, int count) => new((a._v.AsInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 ShiftRight(F16 a, int count) => new((a._v.AsInt32() >>> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 ShiftRightSigned(F16 a, int count) => new((a._v.AsInt32() >> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LaneMask(F16 mask) => (uint)mask._v.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(double* lanes, F16 a)
    {
        var (low, high) = Vector512.Widen(a._v);
        (Vector512.Load(lanes) + low).Store(lanes);
        (Vector512.Load(lanes + 8) + high).Store(lanes + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AccumulateProduct(double* lanes, F16 a, F16 b)
    {
        var (aLow, aHigh) = Vector512.Widen(a._v);
        var (bLow, bHigh) = Vector512.Widen(b._v);
        (Vector512.Load(lanes) + (aLow * bLow)).Store(lanes);
        (Vector512.Load(lanes + 8) + (aHigh * bHigh)).Store(lanes + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateProducts(double* lanes, float* x, float* y, int n)
    {
        for (var lane = 0; lane < 64; lane += 4 * Width)
        {
            var to = lanes + lane;
            var s0 = Vector512.Load(to);
            var s1 = Vector512.Load(to + 8);
            var s2 = Vector512.Load(to + 16);
            var s3 = Vector512.Load(to + 24);
            var s4 = Vector512.Load(to + 32);
            var s5 = Vector512.Load(to + 40);
            var s6 = Vector512.Load(to + 48);
            var s7 = Vector512.Load(to + 56);
            for (var i = lane; i < n; i += 64)
            {
                var (l0, h0) = Products(Vector512.Load(x + i), Vector512.Load(y + i));
                var (l1, h1) = Products(Vector512.Load(x + i + 16), Vector512.Load(y + i + 16));
                var (l2, h2) = Products(Vector512.Load(x + i + 32), Vector512.Load(y + i + 32));
                var (l3, h3) = Products(Vector512.Load(x + i + 48), Vector512.Load(y + i + 48));
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
            s1.Store(to + 8);
            s2.Store(to + 16);
            s3.Store(to + 24);
            s4.Store(to + 32);
            s5.Store(to + 40);
            s6.Store(to + 48);
            s7.Store(to + 56);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateSquares(double* lanes, float* x, int n)
    {
        for (var lane = 0; lane < 64; lane += 4 * Width)
        {
            var to = lanes + lane;
            var s0 = Vector512.Load(to);
            var s1 = Vector512.Load(to + 8);
            var s2 = Vector512.Load(to + 16);
            var s3 = Vector512.Load(to + 24);
            var s4 = Vector512.Load(to + 32);
            var s5 = Vector512.Load(to + 40);
            var s6 = Vector512.Load(to + 48);
            var s7 = Vector512.Load(to + 56);
            for (var i = lane; i < n; i += 64)
            {
                var (l0, h0) = Squares(Vector512.Load(x + i));
                var (l1, h1) = Squares(Vector512.Load(x + i + 16));
                var (l2, h2) = Squares(Vector512.Load(x + i + 32));
                var (l3, h3) = Squares(Vector512.Load(x + i + 48));
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
            s1.Store(to + 8);
            s2.Store(to + 16);
            s3.Store(to + 24);
            s4.Store(to + 32);
            s5.Store(to + 40);
            s6.Store(to + 48);
            s7.Store(to + 56);
        }
    }

    /// <summary>
    /// Counters sit one to a 64-bit lane, even ones in one vector and odd ones in the other, so that a 32×32→64 product needs
    /// no shuffle; the upper halves hold rubbish that the next product ignores. At the end the two interleave into 32-bit lanes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Philox(ulong key, uint first, uint c1, uint c2, uint c3, out F16 x0, out F16 x1, out F16 x2, out F16 x3)
    {
        var low = Vector512.Create(0xFFFFFFFFul);
        var even = Vector512.Create((ulong)first) + (Vector512<ulong>.Indices << 1);
        var (a0, a1, a2, a3) = (even, Vector512.Create((ulong)c1), Vector512.Create((ulong)c2), Vector512.Create((ulong)c3));
        var (b0, b1, b2, b3) = (even + Vector512<ulong>.One, a1, a2, a3);
        var m0 = Vector512.Create((ulong)Multiplier0);
        var m1 = Vector512.Create((ulong)Multiplier1);
        var k0 = (uint)key;
        var k1 = (uint)(key >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var v0 = Vector512.Create((ulong)k0);
            var v1 = Vector512.Create((ulong)k1);
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
    private static Vector512<float> First(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Multiply(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.Multiply(a.AsUInt32(), b.AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Low, Vector512<double> High) Products(Vector512<float> a, Vector512<float> b)
    {
        var (aLow, aHigh) = Vector512.Widen(a);
        var (bLow, bHigh) = Vector512.Widen(b);
        return (aLow * bLow, aHigh * bHigh);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Low, Vector512<double> High) Squares(Vector512<float> a)
    {
        var (low, high) = Vector512.Widen(a);
        return (low * low, high * high);
    }
}
