using System.Globalization;

namespace Sweep.Reporting;

/// <summary>Numbers as people read them, in the invariant culture.</summary>
internal static class Show
{
    /// <summary>Four significant digits; a dash for NaN.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value))
            return "-";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        var size = Math.Abs(value);
        return size is 0 or (>= 1e-3 and < 1e5)
            ? value.ToString(size >= 1000 ? "F0" : size >= 100 ? "F1" : size >= 10 ? "F2" : size >= 1 ? "F3" : "F4", CultureInfo.InvariantCulture)
            : value.ToString("0.0e-0", CultureInfo.InvariantCulture);
    }

    /// <summary>Two significant digits, for norms and ratios over many orders of magnitude.</summary>
    public static string Ratio(double value)
        => double.IsNaN(value) ? "-"
            : double.IsInfinity(value) ? "inf"
            : value == 0 ? "0"
            : Math.Abs(value) is >= 0.01 and < 1000 ? value.ToString("G2", CultureInfo.InvariantCulture) is var s && s.Contains('E', StringComparison.Ordinal) ? value.ToString("F0", CultureInfo.InvariantCulture) : s
            : value.ToString("0.0e-0", CultureInfo.InvariantCulture);

    /// <summary>A value and half of its interval's width, with the digits that the interval allows.</summary>
    public static string PlusMinus(double value, double half, bool sign = false)
    {
        if (double.IsNaN(value))
            return "-";
        var plus = sign && value > 0 ? "+" : "";
        if (!double.IsFinite(half))
            return plus + Number(value);
        if (half == 0 || half < 1e-6 || half >= 1e5)
            return $"{plus}{Number(value)} ± {Number(half)}";
        var digits = Math.Clamp(1 - (int)Math.Floor(Math.Log10(half)), 0, 7).ToString(CultureInfo.InvariantCulture);
        return plus + value.ToString("F" + digits, CultureInfo.InvariantCulture) + " ± " + half.ToString("F" + digits, CultureInfo.InvariantCulture);
    }

    /// <summary>A p-value with its sign: <c>p = 0.012</c>, <c>p &lt; 0.001</c>; <c>p unknown</c> for NaN.</summary>
    public static string P(double p)
        => double.IsNaN(p) ? "p unknown" : p < 0.001 ? "p < 0.001" : "p = " + PValue(p);

    /// <summary>A p-value alone, to three decimals; a dash for NaN.</summary>
    public static string PValue(double p)
        => double.IsNaN(p) ? "-" : p < 0.001 ? "<0.001" : p.ToString(p < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>An effect size to two significant digits, large ones whole; a dash for NaN.</summary>
    public static string EffectSize(double size)
        => double.IsNaN(size) ? "-" : double.IsInfinity(size) ? "inf" : Math.Abs(size) switch { >= 100 => size > 0 ? ">100" : "<-100", >= 10 => size.ToString("F0", CultureInfo.InvariantCulture), >= 1 => size.ToString("F1", CultureInfo.InvariantCulture), _ => size.ToString("F2", CultureInfo.InvariantCulture) };

    /// <summary>A mean rank; a dash for NaN.</summary>
    public static string Rank(double rank) => double.IsNaN(rank) ? "-" : rank.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>A share as whole percent; a dash for NaN.</summary>
    public static string Percent(double share)
        => double.IsNaN(share) ? "-" : (100 * share).ToString("F0", CultureInfo.InvariantCulture) + " %";
}
