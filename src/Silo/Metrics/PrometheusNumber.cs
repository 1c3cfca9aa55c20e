using System.Globalization;

namespace Sweep.Silo.Metrics;

/// <summary>Numbers as Prometheus reads them: the shortest text that gives the same bits back.</summary>
internal static class PrometheusNumber
{
    /// <summary>A sample's value.</summary>
    public static string Value(double value)
        => double.IsNaN(value) ? "NaN"
            : double.IsPositiveInfinity(value) ? "+Inf"
            : double.IsNegativeInfinity(value) ? "-Inf"
            : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A sample's value.</summary>
    public static string Value(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A bucket's upper bound: with an exponent of at least two digits below 1e-4 and from 1e15 on in text, from 1e6 on in
    /// OpenMetrics, where a whole number also keeps one decimal (OpenMetrics 1.0, "Considerations: Canonical Numbers").
    /// </summary>
    public static string Bound(double bound, ExpositionFormat format)
    {
        if (!double.IsFinite(bound)) return Value(bound);
        var open = format == ExpositionFormat.OpenMetrics;
        if (bound == 0) return open ? "0.0" : "0";
        var shortest = Value(bound);
        var (digits, exponent) = Parts(shortest);
        if (exponent < -4 || exponent >= (open ? 6 : 15))
        {
            var mantissa = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
            return $"{(bound < 0 ? "-" : "")}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        return open && !shortest.Contains('.', StringComparison.Ordinal) ? shortest + ".0" : shortest;
    }

    /// <summary>Significant digits and decimal exponent of a number that .NET wrote, not zero.</summary>
    private static (string Digits, int Exponent) Parts(string number)
    {
        var plain = number.TrimStart('-');
        var mark = plain.IndexOf('E', StringComparison.Ordinal);
        var power = mark < 0 ? 0 : int.Parse(plain.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (mark >= 0) plain = plain[..mark];
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? plain.Length : point;
        var all = plain.Replace(".", "", StringComparison.Ordinal);
        var zeros = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), power + whole - 1 - zeros);
    }
}
