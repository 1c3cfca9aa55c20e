using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Points with ranges beside dashed bounds.</summary>
internal static class DecayDrawing
{
    private const int MostPoints = 200;

    public static Picture Draw(DecayChart chart, SvgOptions options)
    {
        var width = Math.Max(240, chart.Width);
        var svg = new SvgBuilder();
        var top = 8 + Legend.Draw(svg, 12, 8, width - 24, Entries(chart)) + 6;
        var points = chart.Series.SelectMany(s => s.Measured.Concat(s.Bound)).Where(p => double.IsFinite(p.X)).ToList();
        var x = Scale.Of(chart.X, points.Select(p => p.X), pad: 0.05);
        var y = Scale.Of(chart.Y, points.SelectMany(p => new[] { p.Y, p.Low, p.High }));
        var standing = Axes.Standing(y, chart.Height);
        var left = Math.Min(Axes.LeftWidth(standing), width / 2);
        var area = new Area(left, top, width - left - 14, chart.Height);
        Axes.Left(svg, area, standing, chart.Y.Title);
        Axes.Bottom(svg, area, Whole(x, Axes.Fitting(x, area.Width)), chart.X.Title);

        Markup id = new(Xml.Id(chart.Id) + "-c");
        svg.Add($"""<clipPath id="{id}"><rect x="{area.Left}" y="{area.Top - 5}" width="{area.Width + 5}" height="{area.Height + 10}"/></clipPath><g class="plot-area" clip-path="url(#{id})">""").Add($"\n");
        var undrawn = 0;
        for (var i = 0; i < chart.Series.Count; i++)
            undrawn += Series(svg, chart, i, area, x, y, options);
        svg.Add($"</g>\n");
        var notes = new List<string>();
        if (chart.Series.Any(s => s.Measured.Count > MostPoints))
            notes.Add($"Of series with more than {MostPoints} points the lowest and the highest of each run of neighbours are drawn.");
        if (undrawn > 0)
            notes.Add($"{Numbers.Count(undrawn, "measured point")} not drawn: not finite{(chart.Y.Scale == AxisScale.Log ? ", zero" : "")} or beyond the axis.");
        return new(svg.ToMarkup(), area.Bottom + Axes.BottomHeight, notes);
    }

    private static List<LegendItem> Entries(DecayChart chart)
    {
        var items = chart.Series.Select((s, i) => LegendItem.Symbol(s.Name, Paint.Fill(Paint.Series(s.Color, i)), i)).ToList();
        items.Add(new(chart.MeasuredMeans, LegendItem.Draw(s => s.Add($"""<path d="M8 0V12" stroke-width="1.4" {Paint.Stroke("muted")}/><path d="{Symbols.Path(8, 6, 4, 0)}" {Paint.Fill("muted")}/>"""))));
        if (chart.Series.Any(s => s.Bound.Count > 0))
            items.Add(LegendItem.Line(chart.BoundMeans, Paint.Stroke("muted"), new(" stroke-dasharray=\"5 3\"")));
        return items;
    }

    // Depth is counted: a tick between two layers means nothing.
    private static IReadOnlyList<Tick> Whole(Scale x, IReadOnlyList<Tick> ticks)
    {
        var (min, max) = x.Domain;
        return max - min > 1e6 ? ticks : [.. ticks.Where(t => Math.Abs((min + (t.At * (max - min))) - Math.Round(min + (t.At * (max - min)))) < 1e-6)];
    }

    private static int Series(SvgBuilder svg, DecayChart chart, int index, Area area, Scale x, Scale y, SvgOptions options)
    {
        var series = chart.Series[index];
        var color = Paint.Series(series.Color, index);
        Markup focus = new(options.Focusable ? " tabindex=\"0\" role=\"img\"" : "");
        svg.Add($"""<g class="series" data-level="{series.Name}">""");
        var bound = Thin(series.Bound, y).Where(p => x.Takes(p.X) && y.Takes(p.Y)).Select(p => (area.X(Near(x, p.X)), area.Y(Near(y, p.Y)))).ToList();
        if (bound.Count > 0)
            svg.Add($"""<path d="{PathData.Through(bound)}" fill="none" stroke-width="1.8" stroke-dasharray="5 3" {Paint.Stroke(color, "bound")}><title>{series.Name}: {chart.BoundMeans}</title></path>""");
        // Series at one depth stand a little beside each other, so that none hides another.
        var shift = chart.Series.Count > 8 ? 0 : 3.5 * (index - ((chart.Series.Count - 1) / 2.0));
        var undrawn = 0;
        foreach (var point in Thin(series.Measured, y))
        {
            if (!x.Shows(point.X) || !y.Shows(point.Y))
            {
                undrawn++;
                continue;
            }

            var at = area.X(x.Clamped(point.X)) + shift;
            svg.Add($"""<g class="mark" data-layer="{NiceNumbers.Plain(point.X)}"{focus}><title>{series.Name}, {chart.X.Title} {NiceNumbers.Plain(point.X)}: {Show.Ratio(point.Y)}{Range(point)}</title>""");
            if (y.Takes(point.Low) && y.Takes(point.High))
                svg.Add($"""<path d="M{at} {area.Y(y.Clamped(point.Low))}V{area.Y(y.Clamped(point.High))}" stroke-width="1.4" {Paint.Stroke(color)}/>""");
            svg.Add($"""<path d="{Symbols.Path(at, area.Y(y.Clamped(point.Y)), 4, index)}" {Paint.Fill(color)}/></g>""");
        }

        svg.Add($"</g>\n");
        return undrawn;
    }

    private static IEnumerable<LinePoint> Thin(IReadOnlyList<LinePoint> points, Scale y)
        => Thinning.Extremes(points.Count, MostPoints, i => points[i].Y, y.Takes).Select(i => points[i]);

    private static string Range(LinePoint point) => double.IsNaN(point.Low) || double.IsNaN(point.High) ? "" : $" [{Show.Ratio(point.Low)}, {Show.Ratio(point.High)}]";

    private static double Near(Scale scale, double value) => Math.Clamp(scale.Fraction(value), -2, 3);
}
