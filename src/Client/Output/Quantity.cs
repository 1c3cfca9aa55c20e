using System.Globalization;

namespace Sweep.Client.Output;

/// <summary>Quantities with units, for people.</summary>
internal static class Quantity
{
    private static readonly string[] Prefixes = ["", "k", "M", "G", "T", "P", "E", "Z", "Y"];

    /// <summary>Three significant digits and an SI prefix: <c>5.71 G</c>.</summary>
    public static string Si(double value) => Scaled(value, 1_000, Prefixes, " ");

    /// <summary>Bytes in powers of 1,024: <c>1.5 MiB</c>.</summary>
    public static string Bytes(double value) => Scaled(value, 1_024, [.. Prefixes.Select(prefix => prefix.Length == 0 ? "B" : prefix.ToUpperInvariant() + "iB")], " ");

    /// <summary>A time span in its largest unit: <c>4 s</c>, <c>12 min</c>, <c>3.5 h</c>, <c>2 days</c>.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 1 => "under a second",
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 7_200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.#} days"),
    };

    private static string Scaled(double value, double step, string[] units, string gap)
    {
        var unit = 0;
        while (value >= step && unit < units.Length - 1)
        {
            value /= step;
            unit++;
        }

        return value.ToString("G3", CultureInfo.InvariantCulture) + gap + units[unit];
    }
}
