using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <summary>Plain arithmetic on arrays of n floats; the same bits at every vector width.</summary>
public static unsafe partial class RowKernels
{
    /// <summary>x[i] *= factor.</summary>
    public static void Scale(float* x, float factor, int n)
    {
        if (Ladder.Has16)
            Scale<F16>(x, factor, n);
        else if (Ladder.Has8)
            Scale<F8>(x, factor, n);
        else if (Ladder.Has4)
            Scale<F4>(x, factor, n);
        else
            Scale<F1>(x, factor, n);
    }

    /// <summary>x[i] += y[i].</summary>
    public static void Add(float* x, float* y, int n)
    {
        if (Ladder.Has16)
            Add<F16>(x, y, n);
        else if (Ladder.Has8)
            Add<F8>(x, y, n);
        else if (Ladder.Has4)
            Add<F4>(x, y, n);
        else
            Add<F1>(x, y, n);
    }

    /// <summary>x[i] *= y[i].</summary>
    public static void Multiply(float* x, float* y, int n)
    {
        if (Ladder.Has16)
            Multiply<F16>(x, y, n);
        else if (Ladder.Has8)
            Multiply<F8>(x, y, n);
        else if (Ladder.Has4)
            Multiply<F4>(x, y, n);
        else
            Multiply<F1>(x, y, n);
    }

    /// <summary>y[i] += factor·x[i], rounded once.</summary>
    public static void AddScaled(float* y, float factor, float* x, int n)
    {
        if (Ladder.Has16)
            AddScaled<F16>(y, factor, x, n);
        else if (Ladder.Has8)
            AddScaled<F8>(y, factor, x, n);
        else if (Ladder.Has4)
            AddScaled<F4>(y, factor, x, n);
        else
            AddScaled<F1>(y, factor, x, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Scale<F>(float* x, float factor, int n)
        where F : unmanaged, ISimd<F>
    {
        var f = F.Of(factor);
        for (var i = 0; i < n; i += F.Width)
            Reductions.StoreUpTo(x, Reductions.LoadUpTo<F>(x, i, n) * f, i, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add<F>(float* x, float* y, int n)
        where F : unmanaged, ISimd<F>
    {
        for (var i = 0; i < n; i += F.Width)
            Reductions.StoreUpTo(x, Reductions.LoadUpTo<F>(x, i, n) + Reductions.LoadUpTo<F>(y, i, n), i, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply<F>(float* x, float* y, int n)
        where F : unmanaged, ISimd<F>
    {
        for (var i = 0; i < n; i += F.Width)
            Reductions.StoreUpTo(x, Reductions.LoadUpTo<F>(x, i, n) * Reductions.LoadUpTo<F>(y, i, n), i, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddScaled<F>(float* y, float factor, float* x, int n)
        where F : unmanaged, ISimd<F>
    {
        var f = F.Of(factor);
        for (var i = 0; i < n; i += F.Width)
            Reductions.StoreUpTo(y, F.Fma(f, Reductions.LoadUpTo<F>(x, i, n), Reductions.LoadUpTo<F>(y, i, n)), i, n);
    }
}
