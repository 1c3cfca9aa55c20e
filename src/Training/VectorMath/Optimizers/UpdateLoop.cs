using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Optimizers;

/// <summary>The one pass over a block of parameters, for any rule and rung.</summary>
internal static unsafe class UpdateLoop
{
    public static double Run<TRule>(TRule rule, in UpdateScalars scalars, float* w, float* g, float* s0, float* s1, float* s2, int n, bool measure)
        where TRule : struct, IUpdateRule
        => Ladder.Has16 ? Run<TRule, F16>(rule, scalars, w, g, s0, s1, s2, n, measure)
            : Ladder.Has8 ? Run<TRule, F8>(rule, scalars, w, g, s0, s1, s2, n, measure)
            : Ladder.Has4 ? Run<TRule, F4>(rule, scalars, w, g, s0, s1, s2, n, measure)
            : Run<TRule, F1>(rule, scalars, w, g, s0, s1, s2, n, measure);

    public static double Run<TRule, F>(TRule rule, in UpdateScalars scalars, float* w, float* g, float* s0, float* s1, float* s2, int n, bool measure)
        where TRule : struct, IUpdateRule
        where F : unmanaged, ISimd<F>
        // What nothing asks for is spared its arithmetic. Which loop runs depends on the scalars alone.
        => scalars is not { ClipLimit: float.PositiveInfinity, L1: 0 } ? Run<TRule, F, Yes, Yes>(rule, scalars, w, g, s0, s1, s2, n, measure)
            : scalars is not { GradientScale: 1, L2: 0, Decay: 1 } ? Run<TRule, F, Yes, No>(rule, scalars, w, g, s0, s1, s2, n, measure)
            : Run<TRule, F, No, No>(rule, scalars, w, g, s0, s1, s2, n, measure);

    private static double Run<TRule, F, TShaped, TLimited>(TRule rule, in UpdateScalars scalars, float* w, float* g, float* s0, float* s1, float* s2, int n, bool measure)
        where TRule : struct, IUpdateRule
        where F : unmanaged, ISimd<F>
        where TShaped : struct, IFlag
        where TLimited : struct, IFlag
    {
        if (!measure)
        {
            Loop<TRule, F, TShaped, TLimited, No>(rule, scalars, w, g, s0, s1, s2, n, null);
            return 0;
        }

        var lanes = stackalloc double[Reductions.Lanes];
        new Span<double>(lanes, Reductions.Lanes).Clear();
        Loop<TRule, F, TShaped, TLimited, Yes>(rule, scalars, w, g, s0, s1, s2, n, lanes);
        return Reductions.Fold(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop<TRule, F, TShaped, TLimited, TMeasure>(in TRule rule, in UpdateScalars scalars, float* w, float* g, float* s0, float* s1, float* s2, int n, double* lanes)
        where TRule : struct, IUpdateRule
        where F : unmanaged, ISimd<F>
        where TShaped : struct, IFlag
        where TLimited : struct, IFlag
        where TMeasure : struct, IFlag
    {
        var (scale, limit) = (F.Of(scalars.GradientScale), F.Of(scalars.ClipLimit));
        var (l1, l2, decay) = (F.Of(scalars.L1), F.Of(scalars.L2), F.Of(scalars.Decay));
        // Copied through a reference the scalars go into registers; those of a parameter by value would be read from the stack each time.
        var local = rule;
        var i = 0;
        for (; i <= n - F.Width; i += F.Width)
            Group<TRule, F, TShaped, TLimited, TMeasure, Yes>(local, scale, limit, l1, l2, decay, w, g, s0, s1, s2, i, F.Width, lanes);
        if (i < n)
            Group<TRule, F, TShaped, TLimited, TMeasure, No>(local, scale, limit, l1, l2, decay, w, g, s0, s1, s2, i, n - i, lanes);
    }

    // One vector of parameters, or what is left of one at the end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Group<TRule, F, TShaped, TLimited, TMeasure, TWhole>(
        TRule rule, F scale, F limit, F l1, F l2, F decay, float* w, float* g, float* s0, float* s1, float* s2, int i, int count, double* lanes)
        where TRule : struct, IUpdateRule
        where F : unmanaged, ISimd<F>
        where TShaped : struct, IFlag
        where TLimited : struct, IFlag
        where TMeasure : struct, IFlag
        where TWhole : struct, IFlag
    {
        var old = Load<F, TWhole>(w + i, count);
        var gradient = Load<F, TWhole>(g + i, count);
        var weight = old;
        if (TShaped.Set)
        {
            gradient = Shape<F, TLimited>(gradient, old, scale, limit, l1, l2);
            weight = old * decay;
        }

        var (a, b, c) = (F.Of(0f), F.Of(0f), F.Of(0f));
        if (TRule.States > 0)
            a = Load<F, TWhole>(s0 + i, count);
        if (TRule.States > 1)
            b = Load<F, TWhole>(s1 + i, count);
        if (TRule.States > 2)
            c = Load<F, TWhole>(s2 + i, count);
        weight = rule.Step(weight, gradient, ref a, ref b, ref c);
        if (TRule.States > 0)
            Store<F, TWhole>(s0 + i, a, count);
        if (TRule.States > 1)
            Store<F, TWhole>(s1 + i, b, count);
        if (TRule.States > 2)
            Store<F, TWhole>(s2 + i, c, count);
        Store<F, TWhole>(w + i, weight, count);
        if (TMeasure.Set)
        {
            // Lanes beyond the end hold an update of nothing, which a rule need not leave at zero.
            var change = TWhole.Set ? weight - old : Functions.First(weight - old, count);
            F.AccumulateProduct(lanes + (i % Reductions.Lanes), change, change);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Shape<F, TLimited>(F gradient, F weight, F scale, F limit, F l1, F l2)
        where F : unmanaged, ISimd<F>
        where TLimited : struct, IFlag
    {
        gradient *= scale;
        if (!TLimited.Set)
            return F.Fma(l2, weight, gradient);
        gradient = F.Select(gradient > limit, limit, gradient);
        var least = Functions.Negate(limit);
        gradient = F.Select(gradient < least, least, gradient);
        var zero = F.Of(0f);
        var push = F.Select(weight > zero, l1, F.Select(weight < zero, Functions.Negate(l1), zero));
        return F.Fma(l2, weight, gradient + push);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Load<F, TWhole>(float* from, int count)
        where F : unmanaged, ISimd<F>
        where TWhole : struct, IFlag
        => TWhole.Set ? F.Load(from) : F.LoadPart(from, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<F, TWhole>(float* to, F value, int count)
        where F : unmanaged, ISimd<F>
        where TWhole : struct, IFlag
    {
        if (TWhole.Set)
            F.Store(to, value);
        else
            F.StorePart(to, value, count);
    }
}
