using System.Globalization;
using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Lines with bands.</summary>
internal static class LineDrawing
{
    private const int MostPoints = 240;
    private const int MostDots = 400;
    private const int MostNamed = 6;

    public static Picture Draw(LineChart chart, SvgOptions options)
    {
        var width = Math.Max(240, chart.Width);
        var svg = new SvgBuilder();
        var top = 8 + Legend.Draw(svg, 12, 8, width - 24, Entries(chart)) + 6;
        var points = chart.Series.SelectMany(s => s.Points).Where(p => double.IsFinite(p.X)).ToList();
        var x = Scale.Of(chart.X, points.Select(p => p.X), pad: 0.015);
        var y = Scale.Of(chart.Y, points.SelectMany(p => new[] { p.Y, p.Low, p.High }));
        var standing = Axes.Standing(y, chart.Height);
        var left = Math.Min(Axes.LeftWidth(standing), width / 2);
        var area = new Area(left, top, width - left - 14, chart.Height);
        Axes.Left(svg, area, standing, chart.Y.Title);
        Axes.Bottom(svg, area, Axes.Fitting(x, area.Width), chart.X.Title);

        Markup id = new(Xml.Id(chart.Id));
        svg.Add($"""<clipPath id="{id}-c"><rect x="{area.Left}" y="{area.Top - 3}" width="{area.Width + 4}" height="{area.Height + 6}"/></clipPath>""");
        svg.Add($"""<g class="plot-area"{Place("x", chart.X, x, area.Left, area.Right)}{Place("y", chart.Y, y, area.Bottom, area.Top)} clip-path="url(#{id}-c)">""").Add($"\n");
        var thinned = chart.Series.Select(s => Thin(s.Points, y)).ToList();
        var dots = thinned.Sum(s => s.Count) <= MostDots && thinned.TrueForAll(s => s.Count <= 60);
        for (var i = 0; i < thinned.Count; i++)
            Band(svg, thinned[i], area, x, y, Paint.Series(chart.Series[i].Color, i));
        for (var i = 0; i < thinned.Count; i++)
            Line(svg, chart, i, thinned[i], area, x, y, dots, options);
        svg.Add($"""<path d="" fill="none" stroke-width="2.4" {Paint.Stroke("ink", "extra")}/></g>""").Add($"\n");
        return new(svg.ToMarkup(), area.Bottom + Axes.BottomHeight, Notes(chart, thinned, x, y));
    }

    private static List<LegendItem> Entries(LineChart chart)
    {
        var items = new List<LegendItem>();
        for (var i = 0; i < chart.Series.Count; i++)
        {
            // What no line stands for is told apart in the legend, not left for the reader to look for.
            var series = chart.Series[i];
            items.Add(series.Points.Any(p => Drawable(chart, p))
                ? LegendItem.Line(series.Name, Paint.Stroke(Paint.Series(series.Color, i)), Dash(series, i))
                : new(series.Name + " (no line)", LegendItem.Draw(s => s.Add($"""<path d="{Symbols.Path(9, 6, 4, 5)}" {Paint.Fill("muted")}/>"""))));
        }

        if (chart.BandMeans is { Length: > 0 } means)
            items.Add(new(means, LegendItem.Draw(s => s.Add($"""<rect width="18" height="12" fill-opacity="0.3" {Paint.Fill("muted")}/><path d="M0 6H18" stroke-width="2" {Paint.Stroke("muted")}/>"""))));
        return items;
    }

    private static Markup Dash(LineSeries series, int index) => series.Dashed ? new(" stroke-dasharray=\"5 4\"") : Paint.Dash(index);

    private static Markup Place(string name, PlotAxis axis, Scale scale, double from, double to)
    {
        var (min, max) = scale.Domain;
        var svg = new SvgBuilder();
        Markup Exact(double v) => new(v.ToString("R", CultureInfo.InvariantCulture));
        var kind = axis.Scale == AxisScale.Log ? "log" : "linear";
        return svg.Add($" data-{name}-scale=\"{kind}\" data-{name}-min=\"{Exact(min)}\" data-{name}-max=\"{Exact(max)}\" data-{name}-from=\"{from}\" data-{name}-to=\"{to}\"").ToMarkup();
    }

    private static List<LinePoint> Thin(IReadOnlyList<LinePoint> points, Scale y)
        => [.. Thinning.Extremes(points.Count, MostPoints, i => points[i].Y, y.Takes).Select(i => points[i])];

    private static void Band(SvgBuilder svg, List<LinePoint> points, Area area, Scale x, Scale y, PlotColor color)
    {
        var path = new PathData();
        foreach (var run in Runs(points, p => x.Takes(p.X) && y.Takes(p.Low) && y.Takes(p.High)))
        {
            if (run.Count < 2)
                continue;
            for (var i = 0; i < run.Count; i++)
                Step(path, i == 0, area.X(Near(x, run[i].X)), area.Y(Near(y, run[i].High)));
            for (var i = run.Count - 1; i >= 0; i--)
                Step(path, false, area.X(Near(x, run[i].X)), area.Y(Near(y, run[i].Low)));
            path.Close();
        }

        if (!path.IsEmpty)
            svg.Add($"""<path d="{path.ToMarkup()}" fill-opacity="0.16" {Paint.Fill(color, "band")}/>""").Add($"\n");
    }

    private static void Line(SvgBuilder svg, LineChart chart, int index, List<LinePoint> points, Area area, Scale x, Scale y, bool dots, SvgOptions options)
    {
        var series = chart.Series[index];
        var color = Paint.Series(series.Color, index);
        var path = new PathData();
        foreach (var run in Runs(points, p => x.Takes(p.X) && y.Takes(p.Y)))
        {
            for (var i = 0; i < run.Count; i++)
                Step(path, i == 0, area.X(Near(x, run[i].X)), area.Y(Near(y, run[i].Y)));
            if (run.Count == 1)
                path.Across(area.X(Near(x, run[0].X)));
        }

        if (path.IsEmpty)
            return;
        Markup focus = new(options.Focusable ? " tabindex=\"0\" role=\"img\"" : "");
        svg.Add($"""<g class="mark" data-level="{series.Name}"{focus}><title>{series.Name}</title>""");
        svg.Add($"""<path d="{path.ToMarkup()}" fill="none" stroke-width="2" stroke-linejoin="round" stroke-linecap="round" {Paint.Stroke(color, "line")}{Dash(series, index)}/>""");
        foreach (var point in dots && !series.Dashed ? points.Where(p => x.Shows(p.X) && y.Shows(p.Y)) : [])
        {
            svg.Add($"""<circle cx="{area.X(x.Clamped(point.X))}" cy="{area.Y(y.Clamped(point.Y))}" r="2.2" data-x="{NiceNumbers.Plain(point.X)}" {Paint.Fill(color)}>""");
            svg.Add($"<title>{series.Name}, {chart.X.Title} {NiceNumbers.Plain(point.X)}: {Numbers.Interval(point.Y, point.Low, point.High)}</title></circle>");
        }

        svg.Add($"</g>\n");
    }

    // Beyond the axis the line leaves the clip; how far does not matter and must not overflow.
    private static double Near(Scale scale, double value) => Math.Clamp(scale.Fraction(value), -2, 3);

    private static void Step(PathData path, bool first, double x, double y) => _ = first ? path.Move(x, y) : path.Line(x, y);

    private static IEnumerable<List<LinePoint>> Runs(List<LinePoint> points, Func<LinePoint, bool> drawn)
    {
        var run = new List<LinePoint>();
        foreach (var point in points)
        {
            if (drawn(point))
            {
                run.Add(point);
                continue;
            }

            if (run.Count > 0)
                yield return run;
            run = [];
        }

        if (run.Count > 0)
            yield return run;
    }

    private static string Named(List<(string Name, int All, int Missing)> series)
        => string.Join(", ", series.Take(MostNamed).Select(s => $"{TextMeasure.Fit(s.Name, 200, 11)} ({s.Missing} of {s.All})")) + (series.Count > MostNamed ? $" and {series.Count - MostNamed} more" : "");

    // The kind of an axis alone says what it takes.
    private static bool Drawable(LineChart chart, LinePoint point) => Takes(chart.X, point.X) && Takes(chart.Y, point.Y);

    private static bool Takes(PlotAxis axis, double value) => axis.Scale == AxisScale.Log ? LogScale.Accepts(value) : LinearScale.Accepts(value);

    private static List<string> Notes(LineChart chart, List<List<LinePoint>> thinned, Scale x, Scale y)
    {
        var notes = new List<string>();
        var drawn = thinned.Sum(s => s.Count);
        var all = chart.Series.Sum(s => s.Points.Count);
        var beyond = chart.Series.Sum(s => s.Points.Count(p => x.Takes(p.X) && y.Takes(p.Y) && !(x.Shows(p.X) && y.Shows(p.Y))));
        if (drawn < all)
            notes.Add($"{drawn} of {all} points are drawn: the lowest and the highest of each run of neighbours.");
        var gaps = chart.Series.Select(s => (s.Name, All: s.Points.Count, Missing: s.Points.Count(p => !Drawable(chart, p)))).Where(s => s.Missing > 0).ToList();
        var value = $"without a finite{(chart.Y.Scale == AxisScale.Log ? ", positive" : "")} value";
        var broken = gaps.Where(s => s.Missing < s.All).ToList();
        var absent = gaps.Where(s => s.Missing == s.All).ToList();
        if (broken.Count > 0)
            notes.Add($"{Numbers.Count(broken.Sum(s => s.Missing), "point")} {value}, gaps in the line: {Named(broken)}.");
        if (absent.Count > 0)
            notes.Add($"No line, as every point is {value}: {Named(absent)}.");
        if (beyond > 0)
            notes.Add($"{Numbers.Count(beyond, "point")} beyond the axis.");
        return notes;
    }
}
