using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>A legend in rows that wrap.</summary>
internal static class Legend
{
    private const double Size = 11.5;
    private const double Row = 18;
    private const double Swatch = 24;
    private const double Gap = 16;

    /// <summary>Draws the legend and says how high it is.</summary>
    public static double Draw(SvgBuilder svg, double left, double top, double width, IReadOnlyList<LegendItem> items)
    {
        if (items.Count == 0)
            return 0;
        var x = left;
        var y = top;
        var lines = 1;
        var most = width - Swatch;
        foreach (var item in items)
        {
            var label = Lines(item.Label, most);
            var wide = Swatch + label.Max(l => TextMeasure.Width(TextMeasure.Fit(l, most, Size), Size));
            if (x > left && x + wide > left + width)
            {
                x = left;
                y += Row * lines;
                lines = 1;
            }

            svg.Add($"""<g transform="translate({x} {y})" class="legend">{item.Swatch}""");
            for (var i = 0; i < label.Count; i++)
                Texts.Put(svg, Swatch, 10 + (i * Row), label[i], most, Size);
            svg.Add($"</g>");
            x += wide + Gap;
            lines = Math.Max(lines, label.Count);
        }

        svg.Add($"\n");
        return y + (Row * lines) - top;
    }

    // A label that is too long for a row has two, if they hold it whole; if not, it is cut and told by its tooltip.
    private static IReadOnlyList<string> Lines(string label, double width)
    {
        if (label.Length > 1_000 || TextMeasure.Width(label, Size) <= width)
            return [label];
        var lines = TextMeasure.Wrap(label, width, Size);
        return lines.Count == 2 && string.Join(' ', lines) == label ? lines : [label];
    }
}
