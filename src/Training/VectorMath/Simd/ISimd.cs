namespace Sweep.Training.VectorMath.Simd;

/// <summary>
/// One rung of the vector ladder: <see cref="Width"/> floats in a register and the operations that every rung does alike,
/// to the last bit. A kernel is written once over this interface; the JIT makes one loop per rung of it.
/// Comparisons give masks: all bits of a lane set where true. Operations named …Bits see lanes as 32-bit integers.
/// </summary>
/// <typeparam name="F">The rung itself.</typeparam>
internal unsafe interface ISimd<F>
    where F : unmanaged, ISimd<F>
{
    /// <summary>Lanes, a power of two of at most 16.</summary>
    static abstract int Width { get; }

    /// <summary>The lanes' numbers, 0 to Width−1, as integers.</summary>
    static abstract F LaneBits { get; }

    static abstract F Load(float* from);

    /// <summary>The first <paramref name="count"/> (less than Width) floats, zero in the other lanes; reads nothing beyond them.</summary>
    static abstract F LoadPart(float* from, int count);

    static abstract void Store(float* to, F value);

    /// <summary>Writes the first <paramref name="count"/> (less than Width) lanes and nothing beyond them.</summary>
    static abstract void StorePart(float* to, F value, int count);

    static abstract F Of(float value);

    static abstract F OfBits(uint bits);

    static abstract F operator +(F a, F b);

    static abstract F operator -(F a, F b);

    static abstract F operator *(F a, F b);

    static abstract F operator /(F a, F b);

    static abstract F operator &(F a, F b);

    static abstract F operator |(F a, F b);

    static abstract F operator ^(F a, F b);

    static abstract F operator <(F a, F b);

    static abstract F operator >(F a, F b);

    static abstract F operator <=(F a, F b);

    static abstract F operator >=(F a, F b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract F Fma(F a, F b, F c);

    static abstract F Sqrt(F a);

    /// <summary>a where the mask is set, b elsewhere.</summary>
    static abstract F Select(F mask, F a, F b);

    /// <summary>Mask of the lanes that are equal; NaN equals nothing.</summary>
    static abstract F Same(F a, F b);

    static abstract F AddBits(F a, F b);

    static abstract F SubtractBits(F a, F b);

    /// <summary>Mask of the lanes where a is greater than b, both signed.</summary>
    static abstract F GreaterBits(F a, F b);

    static abstract F ShiftLeft(F a, int count);

    static abstract F ShiftRight(F a, int count);

    static abstract F ShiftRightSigned(F a, int count);

    /// <summary>One bit per lane of a mask.</summary>
    static abstract uint LaneMask(F mask);

    /// <summary>lanes[l] += a[l] in double.</summary>
    static abstract void Accumulate(double* lanes, F a);

    /// <summary>lanes[l] += a[l]·b[l] in double, where the product of two floats is exact.</summary>
    static abstract void AccumulateProduct(double* lanes, F a, F b);

    /// <summary>
    /// lanes[i mod 64] += x[i]·y[i] in double for i &lt; n, a multiple of 64, lane by lane in ascending order. Eight vectors of
    /// lanes are in registers at a time, so a narrower rung passes over the arrays several times.
    /// </summary>
    static abstract void AccumulateProducts(double* lanes, float* x, float* y, int n);

    /// <summary><see cref="AccumulateProducts"/> of an array with itself, for half the conversions.</summary>
    static abstract void AccumulateSquares(double* lanes, float* x, int n);

    /// <summary>The four words of Philox4x32-10 at the counters (first + l, c1, c2, c3) of lanes l.</summary>
    static abstract void Philox(ulong key, uint first, uint c1, uint c2, uint c3, out F x0, out F x1, out F x2, out F x3);
}
