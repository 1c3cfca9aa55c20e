using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Points on two axes, with a diagonal or a front.</summary>
internal static class ScatterDrawing
{
    public static Picture Draw(ScatterChart chart, SvgOptions options)
    {
        var width = Math.Max(240, chart.Width);
        var svg = new SvgBuilder();
        var front = chart.OnFront();
        var top = 8 + Legend.Draw(svg, 12, 8, width - 24, Entries(chart, front.Count > 0)) + 6;
        var points = chart.Groups.SelectMany(g => g.Points).ToList();
        // A diagonal needs both axes to span the same numbers to be read as one.
        var both = chart.DiagonalMeans is null ? [] : points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToList();
        var x = Scale.Of(chart.X, points.Select(p => p.X).Concat(both.Select(p => p.Y)));
        var y = Scale.Of(chart.Y, points.Select(p => p.Y).Concat(both.Select(p => p.X)));
        var standing = Axes.Standing(y, chart.Height);
        var left = Math.Min(Axes.LeftWidth(standing), width / 2);
        var area = new Area(left, top, width - left - 14, chart.Height);
        Axes.Left(svg, area, standing, chart.Y.Title);
        Axes.Bottom(svg, area, Axes.Fitting(x, area.Width), chart.X.Title);
        if (chart.DiagonalMeans is not null)
            Diagonal(svg, area, x, y);
        if (front.Count > 0)
            Front(svg, chart, front, area, x, y);

        var shown = points.Count(p => x.Shows(p.X) && y.Shows(p.Y));
        var kept = Thin(chart, front, x, y);
        var drawn = 0;
        for (var i = 0; i < chart.Groups.Count; i++)
            drawn += Points(svg, chart, i, kept, front, area, x, y, options);
        var notes = new List<string>();
        if (drawn < shown)
            notes.Add($"{drawn} of {shown} points are drawn: where points crowd, one stands for its neighbours.");
        if (shown < points.Count)
            notes.Add($"{Numbers.Count(points.Count - shown, "point")} not drawn: without a finite value on both axes, or beyond them.");
        return new(svg.ToMarkup(), area.Bottom + Axes.BottomHeight, notes);
    }

    private static List<LegendItem> Entries(ScatterChart chart, bool front)
    {
        var items = new List<LegendItem>();
        for (var i = 0; i < chart.Groups.Count; i++)
        {
            if (chart.Groups[i].Name.Length > 0)
                items.Add(LegendItem.Symbol(chart.Groups[i].Name, Paint.Fill(Paint.Series(chart.Groups[i].Color, i)), i));
        }

        if (chart.DiagonalMeans is { } means)
            items.Add(LegendItem.Line(means, Paint.Stroke("muted"), new(" stroke-dasharray=\"4 3\"")));
        if (front)
            items.Add(LegendItem.Line("Pareto front", Paint.Stroke("ink"), default));
        return items;
    }

    private static void Diagonal(SvgBuilder svg, Area area, Scale x, Scale y)
    {
        var (low, high) = x.Domain;
        double[] ends = [Math.Max(low, y.Domain.Min), Math.Min(high, y.Domain.Max)];
        if (ends[0] < ends[1] && Array.TrueForAll(ends, e => x.Takes(e) && y.Takes(e)))
            svg.Add($"""<path d="{PathData.Through(ends.Select(e => (area.X(x.Clamped(e)), area.Y(y.Clamped(e)))))}" stroke-dasharray="4 3" {Paint.Stroke("muted", "diagonal")}/>""");
    }

    private static void Front(SvgBuilder svg, ScatterChart chart, IReadOnlyList<ScatterPoint> front, Area area, Scale x, Scale y)
    {
        var path = new PathData();
        foreach (var point in front.Where(p => x.Shows(p.X) && y.Shows(p.Y)))
        {
            if (path.IsEmpty)
                path.Move(area.X(x.Clamped(point.X)), area.Y(y.Clamped(point.Y)));
            else
                path.Across(area.X(x.Clamped(point.X))).Down(area.Y(y.Clamped(point.Y)));
        }

        if (!path.IsEmpty)
            svg.Add($"""<path d="{path.Across(area.Right).ToMarkup()}" fill="none" stroke-width="1.6" {Paint.Stroke("ink", "front")}><title>Pareto front: {Numbers.Count(front.Count, "point")}</title></path>""").Add($"\n");
    }

    // One point per place and group, of places that grow until few enough are left: the shape of the cloud stays, its outliers too.
    private static HashSet<ScatterPoint> Thin(ScatterChart chart, IReadOnlyList<ScatterPoint> front, Scale x, Scale y)
    {
        var points = chart.Groups.SelectMany((g, i) => g.Points.Where(p => x.Shows(p.X) && y.Shows(p.Y)).Select(p => (Group: i, Point: p))).ToList();
        var kept = new HashSet<ScatterPoint>(ReferenceEqualityComparer.Instance);
        for (var places = 512; points.Count > Math.Max(1, chart.MostPoints) && places >= 2; places = places * 4 / 5)
        {
            var taken = new HashSet<(int, int, int)>();
            points = points.FindAll(p => taken.Add((p.Group, (int)(x.Clamped(p.Point.X) * places), (int)(y.Clamped(p.Point.Y) * places))));
        }

        kept.UnionWith(points.Select(p => p.Point));
        kept.UnionWith(front);
        return kept;
    }

    private static int Points(
        SvgBuilder svg, ScatterChart chart, int index, HashSet<ScatterPoint> kept, IReadOnlyList<ScatterPoint> front, Area area, Scale x, Scale y, SvgOptions options)
    {
        var group = chart.Groups[index];
        var best = front.ToHashSet(ReferenceEqualityComparer.Instance);
        var size = kept.Count > 400 ? 2.6 : 3.6;
        Markup focus = new(options.Focusable ? " tabindex=\"0\" role=\"img\"" : "");
        var count = 0;
        svg.Add($"""<g data-level="{group.Name}" fill-opacity="0.75" {Paint.Fill(Paint.Series(group.Color, index))}>""");
        foreach (var point in group.Points)
        {
            if (!kept.Contains(point) || !x.Shows(point.X) || !y.Shows(point.Y))
                continue;
            count++;
            Markup trial = new(point.Trial is { } t ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" data-trial=\"{t}\"") : "");
            var r = best.Contains(point) ? size + 1.6 : size;
            svg.Add($"""<path class="mark" d="{Symbols.Path(area.X(x.Clamped(point.X)), area.Y(y.Clamped(point.Y)), r, index)}"{trial}{focus}><title>{point.Label}{(point.Label.Length > 0 ? ": " : "")}{Show.Number(point.X)}, {Show.Number(point.Y)}</title></path>""");
        }

        svg.Add($"</g>\n");
        return count;
    }
}
