using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Demšar's diagram: ranks above, names below on both sides, bars between.</summary>
internal static class CriticalDifferenceDrawing
{
    private const double Row = 20;
    private const double GroupRow = 9;

    public static Picture Draw(CriticalDifferenceDiagram chart, SvgOptions options)
    {
        var width = Math.Max(240, chart.Width);
        var items = chart.Known().ToList();
        var side = Math.Min(width * 0.3, items.Max(i => TextMeasure.Width(Text(i), 12)) + 20);
        var scale = new LinearScale(Math.Min(1, Math.Floor(items[0].MeanRank)), Math.Max(Math.Max(2, items.Count), Math.Ceiling(items[^1].MeanRank)));
        var known = double.IsFinite(chart.CriticalDifference) && chart.CriticalDifference >= 0;
        var area = new Area(side, 62, width - (2 * side), 0);
        var svg = new SvgBuilder();
        Ranks(svg, area, scale);
        if (known)
            Difference(svg, chart, area, scale, width);

        var groups = Rows(chart, items, area, scale);
        var names = area.Top + 22 + (GroupRow * groups.Select(g => g.Row + 1).DefaultIfEmpty(0).Max());
        var half = (items.Count + 1) / 2;
        for (var i = 0; i < items.Count; i++)
            Item(svg, items[i], area, scale, names + (Row * (i < half ? i : items.Count - 1 - i)), i < half, side, options);
        foreach (var (from, to, row) in groups)
            svg.Add($"""<path class="group s-ink" d="M{from - 4} {area.Top + 11 + (row * GroupRow)}H{to + 4}" stroke="#1b1f24" stroke-width="4" stroke-linecap="round"/>""");
        var notes = new List<string> { known ? "A bar joins items whose mean ranks are closer than the critical difference (CD)." : "No critical difference is known: nothing is joined." };
        if (items.Count < chart.Items.Count)
            notes.Add($"{Numbers.Count(chart.Items.Count - items.Count, "item")} without a rank not drawn.");
        return new(svg.ToMarkup(), names + (Row * half), notes);
    }

    private static void Ranks(SvgBuilder svg, Area area, LinearScale scale)
    {
        var ticks = Axes.Fitting(scale, area.Width).Where(t => !t.Label!.Contains('.', StringComparison.Ordinal)).ToList();
        svg.Add($"""<path d="{PathData.Lines(ticks.Select(t => (area.X(t.At), area.Top, 0.0, -5.0)).Prepend((area.Left, area.Top, area.Width, 0)))}" fill="none" {Paint.Stroke("ink")}/>""");
        foreach (var tick in ticks)
            svg.Add($"""<text x="{area.X(tick.At)}" y="{area.Top - 9}" font-size="11" text-anchor="middle" {Paint.Fill("muted")}>{tick.Label}</text>""");
        svg.Add($"\n");
    }

    private static void Difference(SvgBuilder svg, CriticalDifferenceDiagram chart, Area area, LinearScale scale, double width)
    {
        var (min, max) = scale.Domain;
        var length = Math.Min(chart.CriticalDifference / (max - min) * area.Width, width - area.Left - 90);
        var right = area.Left + length;
        svg.Add($"""<path d="M{area.Left} 16v8m0 -4H{right}m0 -4v8" fill="none" stroke-width="1.6" {Paint.Stroke("ink")}/>""");
        Texts.Put(svg, right + 8, 24, "CD = " + Show.Number(chart.CriticalDifference), width - right - 12, 11.5);
    }

    // Groups that would touch stand in different rows.
    private static List<(double From, double To, int Row)> Rows(CriticalDifferenceDiagram chart, List<RankedItem> items, Area area, LinearScale scale)
    {
        var free = new List<double>();
        var rows = new List<(double, double, int)>();
        foreach (var (first, last) in chart.Groups())
        {
            var from = area.X(scale.Clamped(items[first].MeanRank));
            var to = area.X(scale.Clamped(items[last].MeanRank));
            var row = free.FindIndex(f => f < from - 12);
            if (row < 0)
            {
                row = free.Count;
                free.Add(0);
            }

            free[row] = to;
            rows.Add((from, to, row));
        }

        return rows;
    }

    private static void Item(SvgBuilder svg, RankedItem item, Area area, LinearScale scale, double y, bool left, double side, SvgOptions options)
    {
        var x = area.X(scale.Clamped(item.MeanRank));
        Markup focus = new(options.Focusable ? " tabindex=\"0\" role=\"img\"" : "");
        svg.Add($"""<g class="mark" data-level="{item.Name}"{focus}><title>{Text(item)}</title><path d="M{x} {area.Top}V{y}H{(left ? area.Left - 6 : area.Right + 6)}" fill="none" {Paint.Stroke("muted")}/>""");
        Texts.Put(svg, left ? area.Left - 10 : area.Right + 10, y + 4, Text(item), side - 16, 12, left ? "end" : "start");
        svg.Add($"</g>\n");
    }

    private static string Text(RankedItem item) => $"{item.Name} ({Show.Number(item.MeanRank)})";
}
