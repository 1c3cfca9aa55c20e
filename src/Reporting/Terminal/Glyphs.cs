using Spectre.Console;

namespace Sweep.Reporting.Terminal;

/// <summary>Bars and curves made of characters, plain ones where the terminal has no others.</summary>
internal sealed class Glyphs(IAnsiConsole console)
{
    private readonly bool _unicode = console.Profile.Capabilities.Unicode;

    /// <summary>A bar for a share of its whole width.</summary>
    public string Bar(double share, int width)
    {
        if (!double.IsFinite(share))
            return "";
        var eighths = (int)Math.Round(Math.Clamp(share, 0, 1) * width * 8);
        return _unicode
            ? new string('█', eighths / 8) + (eighths % 8 > 0 ? "▏▎▍▌▋▊▉"[(eighths % 8) - 1].ToString() : "")
            : new string('#', (eighths + 4) / 8);
    }

    /// <summary>A curve scaled to its own range, at most <paramref name="width"/> wide; a gap where a value is not finite.</summary>
    public string Curve(IReadOnlyList<double> values, int width)
    {
        var steps = _unicode ? "▁▂▃▄▅▆▇█" : "_.-=+*%#";
        var finite = values.Where(double.IsFinite).ToList();
        if (finite.Count == 0)
            return "";
        double low = finite.Min(), high = finite.Max();
        var count = Math.Min(values.Count, width);
        return string.Concat(Enumerable.Range(0, count).Select(i =>
        {
            // First and last value always show; those between are picked evenly.
            var value = values[count == 1 ? 0 : (int)((long)i * (values.Count - 1) / (count - 1))];
            return !double.IsFinite(value) ? ' ' : high > low ? steps[(int)Math.Round((value - low) / (high - low) * (steps.Length - 1))] : steps[0];
        }));
    }

    /// <summary>Replaces the few signs of tables that plain terminals lack.</summary>
    public string Plain(string text)
        => _unicode ? text : text.Replace("±", "+-", StringComparison.Ordinal).Replace("²", "2", StringComparison.Ordinal).Replace("ω", "omega", StringComparison.Ordinal).Replace("×", "x", StringComparison.Ordinal);
}
