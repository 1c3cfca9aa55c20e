using System.Globalization;

namespace Sweep.Reporting.Plots.Scales;

/// <summary>Steps and labels of an axis of seconds.</summary>
internal static class Durations
{
    private static readonly double[] Steps =
    [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
    ];

    /// <summary>The smallest step that people count time in and that is not below a number of seconds.</summary>
    public static double Step(double atLeast)
    {
        if (atLeast < 0.6)
            return NiceNumbers.Step(atLeast);
        foreach (var step in Steps)
        {
            if (atLeast <= step * (1 + 1e-9))
                return step;
        }

        return NiceNumbers.Step(atLeast / 86_400) * 86_400;
    }

    /// <summary>A time in the unit of its step: seconds, m:ss, minutes, h:mm, hours or days.</summary>
    public static string Label(double seconds, double step, double largest)
    {
        if (step < 1)
            return NiceNumbers.Label(seconds, step, largest) + " s";
        if (step > 1e12)
            return NiceNumbers.Label(seconds / 86_400, step / 86_400, largest / 86_400) + " d";
        if (Math.Abs(seconds) < 1e-9)
            return "0";
        var sign = seconds < 0 ? "-" : "";
        var whole = (long)Math.Round(Math.Abs(seconds));
        return sign + step switch
        {
            < 60 when largest < 120 => Text($"{whole} s"),
            < 60 => Text($"{whole / 60}:{whole % 60:00} min"),
            < 3_600 when largest < 7_200 => Text($"{whole / 60} min"),
            < 3_600 => Text($"{whole / 3_600}:{whole / 60 % 60:00} h"),
            < 86_400 => Text($"{whole / 3_600} h"),
            _ => Text($"{whole / 86_400} d"),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
