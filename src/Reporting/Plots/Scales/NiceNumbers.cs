using System.Globalization;

namespace Sweep.Reporting.Plots.Scales;

/// <summary>Steps and labels of axes.</summary>
internal static class NiceNumbers
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>The smallest of 1, 2 and 5 times a power of ten that is not below a positive number.</summary>
    public static double Step(double atLeast)
    {
        if (!(atLeast > 1e-300))
            return 1e-300;
        var power = Math.Floor(Math.Log10(atLeast));
        var unit = Math.Pow(10, power);
        var share = atLeast / unit;
        // Pow of a whole negative exponent is off by a bit; dividing by the positive power is not.
        double Scaled(double by) => power < 0 ? by / Math.Pow(10, -power) : by * unit;
        return Scaled(share <= 1 + 1e-9 ? 1 : share <= 2 + 1e-9 ? 2 : share <= 5 + 1e-9 ? 5 : 10);
    }

    /// <summary>A tick's number, with as many decimals as the step needs and an exponent where it would be long.</summary>
    public static string Label(double value, double step, double largest)
    {
        if (largest >= 1e5 || (largest > 0 && largest < 1e-3))
        {
            var digits = Math.Clamp((int)(Math.Floor(Math.Log10(largest)) - Math.Floor(Math.Log10(step) + 1e-9)), 0, 15);
            return value == 0 ? "0" : value.ToString("0." + new string('#', digits) + "e0", CultureInfo.InvariantCulture);
        }

        var decimals = Math.Clamp(-(int)Math.Floor(Math.Log10(step) + 1e-9), 0, 15);
        var label = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return label.StartsWith('-') && label.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? label[1..] : label;
    }

    /// <summary>A power of ten with its exponent raised.</summary>
    public static string Power(int exponent)
        => exponent == 0 ? "1" : "10" + (exponent < 0 ? "⁻" : "") + string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(d => Superscripts[d - '0']));

    /// <summary>A number as short as it reads back to six digits.</summary>
    public static string Plain(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A one-digit multiple of a power of ten.</summary>
    public static string Short(int multiple, int power)
        => power is >= -4 and <= 4
            ? (power < 0 ? multiple / Math.Pow(10, -power) : multiple * Math.Pow(10, power)).ToString("0.####", CultureInfo.InvariantCulture)
            : multiple == 1 ? Power(power) : multiple.ToString(CultureInfo.InvariantCulture) + "·" + Power(power);
}
