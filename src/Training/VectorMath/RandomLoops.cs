using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <summary>The loops of <see cref="RandomKernels"/> over any rung. A narrower rung takes a group of 16 blocks in several goes.</summary>
internal static unsafe class RandomLoops
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Uniform<F>(ulong key, uint use, uint subStream, uint step, float* to, int n)
        where F : unmanaged, ISimd<F>
    {
        for (var group = 0; group < n; group += 64)
        {
            for (var lane = 0; lane < 16 && group + lane < n; lane += F.Width)
            {
                F.Philox(key, (uint)((group / 4) + lane), step, subStream, use, out var x0, out var x1, out var x2, out var x3);
                Reductions.StoreUpTo(to, Unit(x0), group + lane, n);
                Reductions.StoreUpTo(to, Unit(x1), group + lane + 16, n);
                Reductions.StoreUpTo(to, Unit(x2), group + lane + 32, n);
                Reductions.StoreUpTo(to, Unit(x3), group + lane + 48, n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normal<F>(ulong key, uint use, uint subStream, uint step, float* to, int n)
        where F : unmanaged, ISimd<F>
    {
        for (var group = 0; group < n; group += 64)
        {
            for (var lane = 0; lane < 16 && group + lane < n; lane += F.Width)
            {
                F.Philox(key, (uint)((group / 4) + lane), step, subStream, use, out var x0, out var x1, out var x2, out var x3);
                Pair(x0, x1, out var y0, out var y1);
                Pair(x2, x3, out var y2, out var y3);
                Reductions.StoreUpTo(to, y0, group + lane, n);
                Reductions.StoreUpTo(to, y1, group + lane + 16, n);
                Reductions.StoreUpTo(to, y2, group + lane + 32, n);
                Reductions.StoreUpTo(to, y3, group + lane + 48, n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DropoutMask<F>(ulong key, uint use, uint subStream, uint step, uint threshold, float kept, float* mask, int n)
        where F : unmanaged, ISimd<F>
    {
        var limit = F.OfBits(threshold);
        var value = F.Of(kept);
        for (var group = 0; group < n; group += 128)
        {
            for (var lane = 0; lane < 16 && group + lane < n; lane += F.Width)
            {
                F.Philox(key, (uint)((group / 8) + lane), step, subStream, use, out var x0, out var x1, out var x2, out var x3);
                var i = group + lane;
                StoreMask(mask, x0, limit, value, i, n);
                StoreMask(mask, x1, limit, value, i + 32, n);
                StoreMask(mask, x2, limit, value, i + 64, n);
                StoreMask(mask, x3, limit, value, i + 96, n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreMask<F>(float* mask, F word, F limit, F value, int i, int n)
        where F : unmanaged, ISimd<F>
    {
        var zero = F.Of(0f);
        Reductions.StoreUpTo(mask, F.Select(F.GreaterBits(limit, word & F.OfBits(0xFFFF)), zero, value), i, n);
        Reductions.StoreUpTo(mask, F.Select(F.GreaterBits(limit, F.ShiftRight(word, 16)), zero, value), i + 16, n);
    }

    /// <summary>The upper 24 bits over 2²⁴, exact: two halves through the mantissa of 2²³, as no rung need convert integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Unit<F>(F bits)
        where F : unmanaged, ISimd<F>
    {
        var high = Whole(F.ShiftRight(bits, 20));
        var low = Whole(F.ShiftRight(bits, 8) & F.OfBits(0xFFF));
        return F.Fma(high, F.Of(1f / 4096), low * F.Of(1f / 16777216));
    }

    /// <summary>Two normals: √(−2 ln u)·cos and ·sin of 2πv, u in (0, 1] and v in [0, 1] by 32 bits each, rounded to float once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair<F>(F first, F second, out F cos, out F sin)
        where F : unmanaged, ISimd<F>
    {
        var radius = F.Sqrt(F.Of(-2f) * Functions.Log(Fraction(first)));
        Functions.SinCosOfTurn(Fraction(second), out sin, out cos);
        cos *= radius;
        sin *= radius;
    }

    /// <summary>(word + ½)/2³², rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Fraction<F>(F bits)
        where F : unmanaged, ISimd<F>
    {
        var high = Whole(F.ShiftRight(bits, 16));
        var low = Whole(bits & F.OfBits(0xFFFF));
        return F.Fma(high, F.Of(1f / 65536), (low + F.Of(0.5f)) * F.Of(1f / 4294967296f));
    }

    /// <summary>A whole number under 2²³ as a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Whole<F>(F bits)
        where F : unmanaged, ISimd<F> => (bits | F.OfBits(0x4B000000)) - F.Of(8388608f);
}
