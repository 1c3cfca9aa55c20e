using System.Globalization;

namespace Sweep.Reporting.Plots;

/// <summary>Numbers beside marks, as <see cref="Show"/> writes them elsewhere.</summary>
internal static class Numbers
{
    /// <summary>A value with its interval, with the digits that the interval allows.</summary>
    public static string Interval(double value, double low, double high, bool sign = false)
    {
        if (double.IsNaN(value))
            return "-";
        var half = (high - low) / 2;
        if (double.IsNaN(half))
            return Signed(value, sign);
        if (!double.IsFinite(half) || half < 1e-6 || half >= 1e5 || Math.Abs(value) >= 1e6)
            return $"{Signed(value, sign)} [{Signed(low, sign)}, {Signed(high, sign)}]";
        var format = "F" + Math.Clamp(1 - (int)Math.Floor(Math.Log10(half)), 0, 7).ToString(CultureInfo.InvariantCulture);
        string One(double v) => (sign && v > 0 ? "+" : "") + v.ToString(format, CultureInfo.InvariantCulture);
        return $"{One(value)} [{One(low)}, {One(high)}]";
    }

    /// <summary>A value alone, with the same digits.</summary>
    public static string Short(double value, double low, double high, bool sign = false)
        => Interval(value, low, high, sign) is var text && text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? text[..end] : text;

    /// <summary>A count with its noun: <c>1 trial</c>, <c>2 trials</c>.</summary>
    public static string Count(long count, string one, string? many = null)
        => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");

    private static string Signed(double value, bool sign) => (sign && value > 0 ? "+" : "") + Show.Number(value);
}
