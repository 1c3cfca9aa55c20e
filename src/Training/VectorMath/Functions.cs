using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <summary>
/// Elementary functions, one polynomial for all rungs of the ladder. Coefficients are minimax fits (Remez exchange,
/// rounded to float one after another, the rest refitted each time). Errors are against the exact value over all floats;
/// NaN gives NaN. Reductions and forms follow Cody and Waite (1980) and Tang (1989-1992).
/// </summary>
internal static class Functions
{
    private const float Log2E = 1.44269504f;

    /// <summary>ln 2 in two parts; the first has few bits, so that its product with a small whole number is exact.</summary>
    private const float Ln2High = 0.693145752f;
    private const float Ln2Low = 1.42860677e-6f;

    /// <summary>1.5·2²³: adding it rounds to a whole number and leaves that number in the low bits.</summary>
    private const float Magic = 12582912f;
    private const uint MagicBits = 0x4B400000;

    internal const uint SignBit = 0x80000000;
    internal const uint InfinityBits = 0x7F800000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Abs<F>(F x)
        where F : unmanaged, ISimd<F> => x & F.OfBits(~SignBit);

    /// <summary>−x, exact, the sign of zero and NaN included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Negate<F>(F x)
        where F : unmanaged, ISimd<F> => x ^ F.OfBits(SignBit);

    /// <summary>Magnitude of x with the sign of y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F CopySign<F>(F x, F y)
        where F : unmanaged, ISimd<F> => (x & F.OfBits(~SignBit)) | (y & F.OfBits(SignBit));

    /// <summary>The first lanes as they are, zero in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F First<F>(F x, int count)
        where F : unmanaged, ISimd<F> => x & F.GreaterBits(F.OfBits((uint)count), F.LaneBits);

    /// <summary>exp(x). At most 1 ulp, denormal results included; +∞ above 88.7228, 0 below −103.9721.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Exp<F>(F x)
        where F : unmanaged, ISimd<F> => ExpOfNegative(F.Select(x > F.Of(89f), F.Of(89f), x));

    /// <summary>
    /// exp(x) for x ≤ 0 (in truth up to 89), as <see cref="Exp"/>.
    /// 2ⁿ·exp(r), |r| ≤ ln2/2; 2ⁿ comes in two factors, so that denormal results are rounded once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F ExpOfNegative<F>(F x)
        where F : unmanaged, ISimd<F>
    {
        x = F.Select(x < F.Of(-105f), F.Of(-105f), x);
        var shifted = F.Fma(x, F.Of(Log2E), F.Of(Magic));
        var p = ExpOfRest(x, shifted);
        var n = F.SubtractBits(shifted, F.OfBits(MagicBits));
        var half = F.ShiftRightSigned(n, 1);
        var one = F.OfBits(0x3F800000);
        return p * F.AddBits(F.ShiftLeft(half, 23), one) * F.AddBits(F.ShiftLeft(F.SubtractBits(n, half), 23), one);
    }

    /// <summary>
    /// exp(x) − 1 for x ≤ 0; 0 for 0. At most 2 ulp, −1 below −17.33. 2ⁿ·(exp(r) − 1) + (2ⁿ − 1), where the last is exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F ExpM1OfNegative<F>(F x)
        where F : unmanaged, ISimd<F>
    {
        x = F.Select(x < F.Of(-17.5f), F.Of(-17.5f), x);
        var shifted = F.Fma(x, F.Of(Log2E), F.Of(Magic));
        var n = shifted - F.Of(Magic);
        var r = F.Fma(n, F.Of(-Ln2High), x);
        r = F.Fma(n, F.Of(-Ln2Low), r);
        var q = F.Fma(r, F.Of(1.504572429e-04f), F.Of(1.393054146e-03f));
        q = F.Fma(r, q, F.Of(8.341509849e-03f));
        q = F.Fma(r, q, F.Of(4.166651145e-02f));
        q = F.Fma(r, q, F.Of(1.666663587e-01f));
        q = F.Fma(r, q, F.Of(0.5f));
        q = F.Fma(r * r, q, r);
        var scale = F.AddBits(F.ShiftLeft(shifted, 23), F.OfBits(0x3F800000));
        return F.Fma(scale, q, scale - F.Of(1f));
    }

    /// <summary>
    /// ln(x). At most 1 ulp, denormals included; −∞ at ±0, NaN below 0.
    /// ln(2ᵏ·m) = k·ln2 + 2·atanh(s), s = (m−1)/(m+1), √½ ≤ m &lt; √2, arranged as in fdlibm's e_log.c.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Log<F>(F x)
        where F : unmanaged, ISimd<F>
    {
        var denormal = x < F.OfBits(0x00800000);
        var y = F.Select(denormal, x * F.Of(8388608f), x);
        // Bits over those of √½, so that the exponent counts from there.
        var offset = F.SubtractBits(y, F.OfBits(0x3F3504F3));
        var k = F.ShiftRightSigned(offset, 23);
        var f = F.SubtractBits(y, F.ShiftLeft(k, 23)) - F.Of(1f);
        var exponent = F.AddBits(k, F.OfBits(MagicBits)) - F.Of(Magic);
        exponent -= denormal & F.Of(23f);

        var s = f / (f + F.Of(2f));
        var z = s * s;
        var r = z * AtanhTail(z);
        var halfSquare = F.Of(0.5f) * f * f;
        // f − (f²/2 − (s·(f²/2 + r) + k·low)) + k·high, in the order that loses least.
        var sum = F.Fma(s, halfSquare + r, exponent * F.Of(Ln2Low));
        var log = F.Fma(exponent, F.Of(Ln2High), f - (halfSquare - sum));

        log = F.Select(F.Same(x, F.OfBits(InfinityBits)), x, log);
        log = F.Select(F.Same(x, F.Of(0f)), F.OfBits(0xFF800000), log);
        return F.Select(x >= F.Of(0f), log, F.OfBits(0x7FC00000));
    }

    /// <summary>ln(1+e) for 0 ≤ e ≤ 1. At most 1.2 ulp. e − s·(e − (2·atanh(s) − 2s)/s), s = e/(2+e), as in fdlibm's s_log1p.c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Log1PlusUnit<F>(F e)
        where F : unmanaged, ISimd<F>
    {
        var s = e / (F.Of(2f) + e);
        var z = s * s;
        return F.Fma(Negate(s), e - (z * AtanhTail(z)), e);
    }

    /// <summary>1/(1+exp(−x)). At most 2 ulp, denormal results included; 1 above 16.64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Sigmoid<F>(F x)
        where F : unmanaged, ISimd<F>
    {
        var e = ExpOfNegative(x | F.OfBits(SignBit));
        // With q = e/(1+e): 1 − q for x ≥ 0, e − e·q below, which shields the result from q's rounding.
        var q = e / (F.Of(1f) + e);
        var b = F.Select(x < F.Of(0f), e, F.Of(1f));
        return F.Fma(Negate(q), b, b);
    }

    /// <summary>tanh(x). At most 2 ulp; ±0 gives ±0, ±1 beyond ±9.01. Odd polynomial below 0.625, 1 − 2/(exp(2|x|)+1) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Tanh<F>(F x)
        where F : unmanaged, ISimd<F>
    {
        var a = Abs(x);
        var z = x * x;
        var p = F.Fma(z, F.Of(2.156326547e-03f), F.Of(-8.193982765e-03f));
        p = F.Fma(z, p, F.Of(2.170844935e-02f));
        p = F.Fma(z, p, F.Of(-5.394843593e-02f));
        p = F.Fma(z, p, F.Of(1.333322227e-01f));
        p = F.Fma(z, p, F.Of(-3.333333135e-01f));
        var small = F.Fma(x * z, p, x);

        var twice = F.Select(a > F.Of(9.1f), F.Of(18.2f), a + a);
        var shifted = F.Fma(twice, F.Of(Log2E), F.Of(Magic));
        var e = ExpOfRest(twice, shifted) * F.AddBits(F.ShiftLeft(shifted, 23), F.OfBits(0x3F800000));
        var large = F.Of(1f) - (F.Of(2f) / (e + F.Of(1f)));
        // The sign by itself, as the polynomial would lose that of −0.
        return CopySign(F.Select(a < F.Of(0.625f), small, large), x);
    }

    /// <summary>erf(x). At most 2 ulp; ±0 gives ±0, ±1 beyond ±3.93. Odd polynomial below 0.93, 1 − exp(q(|x|)) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Erf<F>(F x)
        where F : unmanaged, ISimd<F>
    {
        var a = Abs(x);
        var z = x * x;
        var p = F.Fma(z, F.Of(7.969663420e-05f), F.Of(-8.043839480e-04f));
        p = F.Fma(z, p, F.Of(5.191947799e-03f));
        p = F.Fma(z, p, F.Of(-2.685558796e-02f));
        p = F.Fma(z, p, F.Of(1.128362417e-01f));
        p = F.Fma(z, p, F.Of(-3.761262894e-01f));
        p = F.Fma(z, p, F.Of(1.283791661e-01f));
        var small = F.Fma(x, p, x);

        var t = F.Select(a > F.Of(4f), F.Of(4f), a);
        var q = F.Fma(t, F.Of(-1.152082768e-05f), F.Of(3.256400232e-04f));
        q = F.Fma(t, q, F.Of(-3.653720021e-03f));
        q = F.Fma(t, q, F.Of(2.378526889e-02f));
        q = F.Fma(t, q, F.Of(-1.062630713e-01f));
        q = F.Fma(t, q, F.Of(-6.351359487e-01f));
        q = F.Fma(t, q, F.Of(-1.286521554e-01f));
        q = F.Fma(t, q, Negate(t));
        var shifted = F.Fma(q, F.Of(Log2E), F.Of(Magic));
        var e = ExpOfRest(q, shifted) * F.AddBits(F.ShiftLeft(shifted, 23), F.OfBits(0x3F800000));
        return F.Select(a < F.Of(0.93f), small, CopySign(F.Of(1f) - e, x));
    }

    /// <summary>ln(1+exp(x)) = max(x, 0) + ln(1+exp(−|x|)). At most 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Softplus<F>(F x)
        where F : unmanaged, ISimd<F>
    {
        var positive = F.Select(x < F.Of(0f), F.Of(0f), x);
        return positive + Log1PlusUnit(ExpOfNegative(x | F.OfBits(SignBit)));
    }

    /// <summary>
    /// sin(2πu) and cos(2πu) for 0 ≤ u ≤ 1; absolute error at most 1.2e-7. The quarter turn comes off exactly, the rest is at most π/4.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SinCosOfTurn<F>(F u, out F sin, out F cos)
        where F : unmanaged, ISimd<F>
    {
        var shifted = F.Fma(u, F.Of(4f), F.Of(Magic));
        var quarter = F.SubtractBits(shifted, F.OfBits(MagicBits));
        var x = F.Fma(u, F.Of(4f), F.Of(Magic) - shifted) * F.Of(1.57079637f);
        var z = x * x;
        var s = F.Fma(z, F.Of(2.837542752e-06f), F.Of(-1.985351264e-04f));
        s = F.Fma(z, s, F.Of(8.333380334e-03f));
        s = F.Fma(z, s, F.Of(-1.666666716e-01f));
        s = F.Fma(x * z, s, x);
        var c = F.Fma(z, F.Of(-2.897764659e-07f), F.Of(2.482298623e-05f));
        c = F.Fma(z, c, F.Of(-1.388898236e-03f));
        c = F.Fma(z, c, F.Of(4.166666791e-02f));
        c = F.Fma(z, c, F.Of(-0.5f));
        c = F.Fma(z, c, F.Of(1f));
        var odd = F.SubtractBits(F.OfBits(0), quarter & F.OfBits(1));
        var sinSign = F.ShiftLeft(quarter & F.OfBits(2), 30);
        var cosSign = F.ShiftLeft(F.AddBits(quarter, F.OfBits(1)) & F.OfBits(2), 30);
        sin = F.Select(odd, c, s) ^ sinSign;
        cos = F.Select(odd, s, c) ^ cosSign;
    }

    /// <summary>exp(x − n·ln2), n being the whole number in <paramref name="shifted"/>: relative error under 2⁻²⁸ before its last rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F ExpOfRest<F>(F x, F shifted)
        where F : unmanaged, ISimd<F>
    {
        var n = shifted - F.Of(Magic);
        var near = F.Fma(n, F.Of(-Ln2High), x);
        var r = F.Fma(n, F.Of(-Ln2Low), near);
        var p = F.Fma(r, F.Of(1.384387142e-03f), F.Of(8.369549178e-03f));
        p = F.Fma(r, p, F.Of(4.166806117e-02f));
        p = F.Fma(r, p, F.Of(1.666651368e-01f));
        p = F.Fma(r, p, F.Of(4.999999404e-01f));
        // 1 + r in two parts, what r lost in rounding included.
        var high = F.Of(1f) + r;
        var low = F.Fma(n, F.Of(-Ln2Low), F.Of(1f) - high + near);
        return high + F.Fma(r * r, p, low);
    }

    /// <summary>(2·atanh(s) − 2s)/s³ for |s| ≤ 1/3 by z = s².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F AtanhTail<F>(F z)
        where F : unmanaged, ISimd<F>
    {
        var p = F.Fma(z, F.Of(2.424527109e-01f), F.Of(2.144388407e-01f));
        p = F.Fma(z, p, F.Of(2.861521244e-01f));
        p = F.Fma(z, p, F.Of(3.999894857e-01f));
        return F.Fma(z, p, F.Of(6.666667461e-01f));
    }
}
