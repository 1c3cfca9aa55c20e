using System.Runtime.CompilerServices;
using PhiloxBlock = Sweep.Core.Randomness.Philox;

namespace Sweep.Training.VectorMath.Simd;

/// <summary>One lane: what the other rungs do, in plain C#.</summary>
internal readonly unsafe struct F1(float v) : ISimd<F1>
{
    private readonly float _v = v;

    public static int Width => 1;

    public static F1 LaneBits => default;

    private int Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.SingleToInt32Bits(_v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 Load(float* from) => new(*from);

    public static F1 LoadPart(float* from, int count) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, F1 value) => *to = value._v;

    public static void StorePart(float* to, F1 value, int count)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 Of(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 OfBits(uint bits) => new(BitConverter.UInt32BitsToSingle(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 operator +(F1 a, F1 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 operator -(F1 a, F1 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 operator *(F1 a, F1 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 operator /(F1 a, F1 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 operator &(F1 a, F1 b) => OfBits(a.Bits & b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 operator |(F1 a, F1 b) => OfBits(a.Bits | b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 operator ^(F1 a, F1 b) => OfBits(a.Bits ^ b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 operator <(F1 a, F1 b) => Mask(a._v < b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 operator >(F1 a, F1 b) => Mask(a._v > b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 operator <=(F1 a, F1 b) => Mask(a._v <= b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 operator >=(F1 a, F1 b) => Mask(a._v >= b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 Fma(F1 a, F1 b, F1 c) => new(MathF.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 Sqrt(F1 a) => new(MathF.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 Select(F1 mask, F1 a, F1 b) => OfBits((mask.Bits & a.Bits) | (~mask.Bits & b.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 Same(F1 a, F1 b) => Mask(a._v == b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 AddBits(F1 a, F1 b) => OfBits(unchecked(a.Bits + b.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 SubtractBits(F1 a, F1 b) => OfBits(unchecked(a.Bits - b.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 GreaterBits(F1 a, F1 b) => Mask(a.Bits > b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 ShiftLeft(F1 a, int count) => OfBits(a.Bits << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 ShiftRight(F1 a, int count) => OfBits(a.Bits >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F1 ShiftRightSigned(F1 a, int count) => OfBits(a.Bits >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LaneMask(F1 mask) => (uint)(mask.Bits >>> 31);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(double* lanes, F1 a) => *lanes += a._v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AccumulateProduct(double* lanes, F1 a, F1 b) => *lanes += (double)a._v * b._v;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateProducts(double* lanes, float* x, float* y, int n)
    {
        for (var i = 0; i < n; i++)
            lanes[i % 64] += (double)x[i] * y[i];
    }

    public static void AccumulateSquares(double* lanes, float* x, int n) => AccumulateProducts(lanes, x, x, n);

    public static void Philox(ulong key, uint first, uint c1, uint c2, uint c3, out F1 x0, out F1 x1, out F1 x2, out F1 x3)
    {
        var (w0, w1, w2, w3) = PhiloxBlock.At(key, first, c1, c2, c3);
        (x0, x1, x2, x3) = (OfBits(w0), OfBits(w1), OfBits(w2), OfBits(w3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F1 Mask(bool value) => OfBits(value ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F1 OfBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));
}
