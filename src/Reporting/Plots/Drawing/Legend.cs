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
        var most = Math.Min(width - Swatch, 260);
        foreach (var item in items)
        {
            var shown = TextMeasure.Fit(item.Label, most, Size);
            var wide = Swatch + TextMeasure.Width(shown, Size);
            if (x > left && x + wide > left + width)
            {
                x = left;
                y += Row;
            }

            svg.Add($"""<g transform="translate({x} {y})" class="legend">{item.Swatch}""");
            Texts.Put(svg, Swatch, 10, item.Label, most, Size);
            svg.Add($"</g>");
            x += wide + Gap;
        }

        svg.Add($"\n");
        return y + Row - top;
    }
}
