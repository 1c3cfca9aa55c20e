using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>A chart without data says so, and why.</summary>
internal static class EmptyDrawing
{
    public static string Words(Chart chart) => $"no data: {(chart.WhyEmpty is { Length: > 0 } why ? why : "there is nothing to show")}";

    public static Picture Draw(Chart chart, double width)
    {
        var lines = TextMeasure.Wrap(Words(chart), width - 60, 13);
        var height = 60 + (18 * lines.Count);
        var svg = new SvgBuilder();
        svg.Add($"""<rect x="12.5" y="8.5" width="{width - 25}" height="{height - 17}" rx="4" fill="none" stroke-dasharray="4 4" {Paint.Stroke("grid")}/>""");
        for (var i = 0; i < lines.Count; i++)
            svg.Add($"""<text x="{width / 2}" y="{36 + (18 * i)}" font-size="13" text-anchor="middle" {Paint.Fill("muted", "empty")}>{lines[i]}</text>""");
        return new(svg.ToMarkup(), height, []);
    }
}
