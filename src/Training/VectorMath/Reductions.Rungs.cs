using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <content>
/// The loops over any rung. The 64 lanes live in registers, four vectors at a time: the array is passed over 16/Width times, each time
/// with a stride of 64 for the next four vectors of lanes. A remainder is padded with zeros, which change no lane.
/// </content>
public static unsafe partial class Reductions
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Sum<F, TTerm>(float* x, int n)
        where F : unmanaged, ISimd<F>
        where TTerm : struct, ITerm
    {
        var lanes = stackalloc float[Lanes];
        var width = F.Width;
        for (var lane = 0; lane < Lanes; lane += 4 * width)
        {
            var (s0, s1, s2, s3) = (F.Of(0f), F.Of(0f), F.Of(0f), F.Of(0f));
            var i = lane;
            for (; i <= n - (4 * width); i += Lanes)
            {
                s0 += TTerm.Of(F.Load(x + i));
                s1 += TTerm.Of(F.Load(x + i + width));
                s2 += TTerm.Of(F.Load(x + i + (2 * width)));
                s3 += TTerm.Of(F.Load(x + i + (3 * width)));
            }

            s0 += TTerm.Of(LoadUpTo<F>(x, i, n));
            s1 += TTerm.Of(LoadUpTo<F>(x, i + width, n));
            s2 += TTerm.Of(LoadUpTo<F>(x, i + (2 * width), n));
            s3 += TTerm.Of(LoadUpTo<F>(x, i + (3 * width), n));
            F.Store(lanes + lane, s0);
            F.Store(lanes + lane + width, s1);
            F.Store(lanes + lane + (2 * width), s2);
            F.Store(lanes + lane + (3 * width), s3);
        }

        return Fold<F>(lanes);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float SumSquares<F>(float* x, int n)
        where F : unmanaged, ISimd<F>
    {
        var lanes = stackalloc float[2 * Lanes];
        var width = F.Width;
        for (var lane = 0; lane < 2 * Lanes; lane += 8 * width)
        {
            var (s0, s1, s2, s3) = (F.Of(0f), F.Of(0f), F.Of(0f), F.Of(0f));
            var (s4, s5, s6, s7) = (F.Of(0f), F.Of(0f), F.Of(0f), F.Of(0f));
            var i = lane;
            for (; i <= n - (8 * width); i += 2 * Lanes)
            {
                s0 = Square(F.Load(x + i), s0);
                s1 = Square(F.Load(x + i + width), s1);
                s2 = Square(F.Load(x + i + (2 * width)), s2);
                s3 = Square(F.Load(x + i + (3 * width)), s3);
                s4 = Square(F.Load(x + i + (4 * width)), s4);
                s5 = Square(F.Load(x + i + (5 * width)), s5);
                s6 = Square(F.Load(x + i + (6 * width)), s6);
                s7 = Square(F.Load(x + i + (7 * width)), s7);
            }

            if (i < n)
            {
                s0 = Square(LoadUpTo<F>(x, i, n), s0);
                s1 = Square(LoadUpTo<F>(x, i + width, n), s1);
                s2 = Square(LoadUpTo<F>(x, i + (2 * width), n), s2);
                s3 = Square(LoadUpTo<F>(x, i + (3 * width), n), s3);
                s4 = Square(LoadUpTo<F>(x, i + (4 * width), n), s4);
                s5 = Square(LoadUpTo<F>(x, i + (5 * width), n), s5);
                s6 = Square(LoadUpTo<F>(x, i + (6 * width), n), s6);
                s7 = Square(LoadUpTo<F>(x, i + (7 * width), n), s7);
            }

            F.Store(lanes + lane, s0);
            F.Store(lanes + lane + width, s1);
            F.Store(lanes + lane + (2 * width), s2);
            F.Store(lanes + lane + (3 * width), s3);
            F.Store(lanes + lane + (4 * width), s4);
            F.Store(lanes + lane + (5 * width), s5);
            F.Store(lanes + lane + (6 * width), s6);
            F.Store(lanes + lane + (7 * width), s7);
        }

        for (var lane = 0; lane < Lanes; lane += width)
            F.Store(lanes + lane, F.Load(lanes + lane) + F.Load(lanes + lane + Lanes));
        return Fold<F>(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Dot<F>(float* x, float* y, int n)
        where F : unmanaged, ISimd<F>
    {
        var lanes = stackalloc float[Lanes];
        var width = F.Width;
        for (var lane = 0; lane < Lanes; lane += width)
        {
            var sum = F.Of(0f);
            for (var i = lane; i < n; i += Lanes)
                sum = F.Fma(LoadUpTo<F>(x, i, n), LoadUpTo<F>(y, i, n), sum);
            F.Store(lanes + lane, sum);
        }

        return Fold<F>(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float MaxAbs<F>(float* x, int n)
        where F : unmanaged, ISimd<F>
    {
        var (m0, m1, m2, m3, width) = (F.Of(0f), F.Of(0f), F.Of(0f), F.Of(0f), F.Width);
        for (var i = 0; i < n; i += 4 * width)
        {
            m0 = Greater(m0, Functions.Abs(LoadUpTo<F>(x, i, n)));
            m1 = Greater(m1, Functions.Abs(LoadUpTo<F>(x, i + width, n)));
            m2 = Greater(m2, Functions.Abs(LoadUpTo<F>(x, i + (2 * width), n)));
            m3 = Greater(m3, Functions.Abs(LoadUpTo<F>(x, i + (3 * width), n)));
        }

        var m = Greater(Greater(m0, m1), Greater(m2, m3));

        var lanes = stackalloc float[width];
        F.Store(lanes, m);
        var max = 0f;
        for (var lane = 0; lane < width; lane++)
            max = Math.Max(max, lanes[lane]);
        return max;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (long NaN, long Infinite) CountNonFinite<F>(float* x, int n)
        where F : unmanaged, ISimd<F>
    {
        var (nan, infinite, width) = (0L, 0L, F.Width);
        var infinity = F.OfBits(Functions.InfinityBits);
        for (var i = 0; i < n; i += width)
        {
            var a = Functions.Abs(LoadUpTo<F>(x, i, n));
            // One test for both, as next to always there is neither.
            if (F.LaneMask(a < infinity) == F.LaneMask(F.OfBits(uint.MaxValue)))
                continue;
            nan += BitOperations.PopCount(F.LaneMask(F.GreaterBits(a, infinity)));
            infinite += BitOperations.PopCount(F.LaneMask(F.Same(a, infinity)));
        }

        return (nan, infinite);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double SumDouble<F, TTerm>(float* x, int n)
        where F : unmanaged, ISimd<F>
        where TTerm : struct, ITerm
    {
        var lanes = stackalloc double[Lanes];
        new Span<double>(lanes, Lanes).Clear();
        for (var i = 0; i < n; i += F.Width)
            F.Accumulate(lanes + (i % Lanes), TTerm.Of(LoadUpTo<F>(x, i, n)));
        return Fold(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double DotDouble<F>(float* x, float* y, int n)
        where F : unmanaged, ISimd<F>
    {
        var lanes = stackalloc double[Lanes];
        new Span<double>(lanes, Lanes).Clear();
        var whole = n - (n % Lanes);
        if (x == y)
            F.AccumulateSquares(lanes, x, whole);
        else
            F.AccumulateProducts(lanes, x, y, whole);
        for (var i = whole; i < n; i += F.Width)
            F.AccumulateProduct(lanes + (i - whole), LoadUpTo<F>(x, i, n), LoadUpTo<F>(y, i, n));
        return Fold(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double SumNegativeProducts<F>(float* z, float* grad, int n)
        where F : unmanaged, ISimd<F>
    {
        var lanes = stackalloc double[Lanes];
        new Span<double>(lanes, Lanes).Clear();
        for (var i = 0; i < n; i += F.Width)
        {
            var x = LoadUpTo<F>(z, i, n);
            var g = LoadUpTo<F>(grad, i, n);
            var positive = x > F.Of(0f);
            F.AccumulateProduct(lanes + (i % Lanes), F.Select(positive, F.Of(0f), x), F.Select(positive, F.Of(0f), g));
        }

        return Fold(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddColumnSums<F>(float* x, float* sums, int rows, int cols, int stride)
        where F : unmanaged, ISimd<F>
    {
        var width = F.Width;
        var c = 0;
        for (; c <= cols - (4 * width); c += 4 * width)
        {
            var (s0, s1, s2, s3) = (F.Load(sums + c), F.Load(sums + c + width), F.Load(sums + c + (2 * width)), F.Load(sums + c + (3 * width)));
            var p = x + c;
            for (var row = 0; row < rows; row++, p += stride)
            {
                s0 += F.Load(p);
                s1 += F.Load(p + width);
                s2 += F.Load(p + (2 * width));
                s3 += F.Load(p + (3 * width));
            }

            F.Store(sums + c, s0);
            F.Store(sums + c + width, s1);
            F.Store(sums + c + (2 * width), s2);
            F.Store(sums + c + (3 * width), s3);
        }

        for (; c < cols; c += width)
        {
            var s = LoadUpTo<F>(sums, c, cols);
            for (var row = 0; row < rows; row++)
                s += LoadUpTo<F>(x + ((nint)row * stride), c, cols);
            StoreUpTo(sums, s, c, cols);
        }
    }

    /// <summary>x[i], x[i+1], … as far as n, zeros beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F LoadUpTo<F>(float* x, int i, int n)
        where F : unmanaged, ISimd<F>
        => i <= n - F.Width ? F.Load(x + i) : i < n ? F.LoadPart(x + i, n - i) : F.Of(0f);

    /// <summary>Writes x[i], x[i+1], … as far as n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreUpTo<F>(float* x, F value, int i, int n)
        where F : unmanaged, ISimd<F>
    {
        if (i <= n - F.Width)
            F.Store(x + i, value);
        else if (i < n)
            F.StorePart(x + i, value, n - i);
    }

    /// <summary>The 64 lanes to one, halving.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Fold<F>(float* lanes)
        where F : unmanaged, ISimd<F>
    {
        for (var half = Lanes / 2; half >= 16; half /= 2)
        {
            for (var lane = 0; lane < half; lane += F.Width)
                F.Store(lanes + lane, F.Load(lanes + lane) + F.Load(lanes + lane + half));
        }

        return Fold16(lanes);
    }

    /// <summary>16 lanes to one, halving; in quarters, which every processor has as vectors or does by element, with the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Fold16(float* lanes)
    {
        var q = (Vector128.Load(lanes) + Vector128.Load(lanes + 8)) + (Vector128.Load(lanes + 4) + Vector128.Load(lanes + 12));
        return (q.GetElement(0) + q.GetElement(2)) + (q.GetElement(1) + q.GetElement(3));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Fold(double* lanes)
    {
        for (var half = Lanes / 2; half > 4; half /= 2)
        {
            for (var lane = 0; lane < half; lane += 4)
            {
                (Vector128.Load(lanes + lane) + Vector128.Load(lanes + lane + half)).Store(lanes + lane);
                (Vector128.Load(lanes + lane + 2) + Vector128.Load(lanes + lane + half + 2)).Store(lanes + lane + 2);
            }
        }

        var pair = Vector128.Load(lanes) + Vector128.Load(lanes + 4) + (Vector128.Load(lanes + 2) + Vector128.Load(lanes + 6));
        return pair.GetElement(0) + pair.GetElement(1);
    }

    /// <summary>The greater of both; the first where the second is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Greater<F>(F a, F b)
        where F : unmanaged, ISimd<F> => F.Select(b > a, b, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Square<F>(F x, F sum)
        where F : unmanaged, ISimd<F> => F.Fma(x, x, sum);

    /// <summary>What is summed of an element.</summary>
    internal interface ITerm
    {
        static abstract F Of<F>(F x)
            where F : unmanaged, ISimd<F>;
    }

    internal readonly struct Plain : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static F Of<F>(F x)
            where F : unmanaged, ISimd<F> => x;
    }

    internal readonly struct Magnitude : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static F Of<F>(F x)
            where F : unmanaged, ISimd<F> => Functions.Abs(x);
    }
}
