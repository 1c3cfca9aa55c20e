using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Bars over ranges.</summary>
internal static class HistogramDrawing
{
    public static Picture Draw(HistogramChart chart, SvgOptions options)
    {
        var width = Math.Max(240, chart.Width);
        var svg = new SvgBuilder();
        var bars = chart.Bars().ToList();
        var x = Scale.Of(chart.X, bars.SelectMany(b => new[] { b.From, b.To }).Append(chart.Reference ?? double.NaN), pad: 0.02);
        var y = Scale.Of(new(chart.Counted), bars.Select(b => (double)b.Count), zero: true);
        IReadOnlyList<Tick> standing = [.. Axes.Standing(y, chart.Height).Where(t => t.Label is { } l && !l.Contains('.', StringComparison.Ordinal))];
        var left = Math.Min(Axes.LeftWidth(standing), width / 2);
        var area = new Area(left, 12, width - left - 14, chart.Height);
        Axes.Left(svg, area, standing, chart.Counted);
        Axes.Bottom(svg, area, Axes.Fitting(x, area.Width), chart.X.Title, grid: false);
        Markup focus = new(options.Focusable ? " tabindex=\"0\" role=\"img\"" : "");
        svg.Add($"<g {Paint.Fill(PlotColor.Blue)}>");
        var undrawn = 0L;
        foreach (var (from, to, count) in bars)
        {
            if (!x.Takes(from) || !x.Takes(to))
            {
                undrawn += count;
                continue;
            }

            if (count == 0)
                continue;
            var (a, b) = (area.X(x.Clamped(from)), area.X(x.Clamped(to)));
            var top = area.Y(y.Clamped(count));
            svg.Add($"""<rect class="mark" x="{Math.Min(a, b) + 0.5}" y="{top}" width="{Math.Max(0.4, Math.Abs(b - a) - 1)}" height="{area.Bottom - top}" data-from="{NiceNumbers.Plain(from)}" data-to="{NiceNumbers.Plain(to)}"{focus}><title>{Show.Number(from)} to {Show.Number(to)}: {count} {chart.Counted}</title></rect>""");
        }

        svg.Add($"</g>\n");
        if (chart.Reference is { } reference && x.Shows(reference))
            svg.Add($"""<path d="M{area.X(x.Clamped(reference))} {area.Top}V{area.Bottom}" stroke-dasharray="4 3" {Paint.Stroke("ink", "reference")}/>""");
        return new(svg.ToMarkup(), area.Bottom + Axes.BottomHeight, undrawn == 0 ? [] : [$"{undrawn} {chart.Counted} in ranges that the axis cannot show."]);
    }
}
