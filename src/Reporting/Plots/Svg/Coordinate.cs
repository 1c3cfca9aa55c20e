using System.Globalization;
using System.Text;

namespace Sweep.Reporting.Plots.Svg;

/// <summary>Coordinates: one decimal, no exponent, no minus zero.</summary>
internal static class Coordinate
{
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite; a chart must not let it come so far.</exception>
    public static void Append(StringBuilder to, double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A coordinate must be finite.");
        var tenths = Math.Round(value * 10);
        if (tenths == 0)
            to.Append('0');
        else
            to.Append((tenths / 10).ToString("0.#", CultureInfo.InvariantCulture));
    }
}
