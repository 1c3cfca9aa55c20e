using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Bars of shares.</summary>
internal static class StackedDrawing
{
    private const int MostRows = 300;
    private const double RowHeight = 22;

    public static Picture Draw(StackedBars chart, SvgOptions options)
    {
        var width = Math.Max(240, chart.Width);
        var rows = chart.Rows.Take(MostRows).ToList();
        var grouped = rows.Exists(r => r.Group is not null);
        var indent = grouped ? 22 : 12;
        var labels = Math.Min(width * 0.32, rows.Select(r => indent + TextMeasure.Width(r.Label, 12)).Max() + 10);
        var counts = rows.Select(r => TextMeasure.Width(Total(chart, r), 11)).Max() + 10;
        var svg = new SvgBuilder();
        // Only what occurs is explained.
        var used = Enumerable.Range(0, chart.Categories.Count).Where(i => chart.Rows.Any(r => StackedBars.Count(r, i) > 0));
        var top = 8 + Legend.Draw(svg, 12, 8, width - 24, [.. used.Select(i => LegendItem.Box(chart.Categories[i].Name, Paint.Fill(Color(chart, i))))]);
        var y = top + 2;
        var bars = new List<(StackedRow Row, double Y)>();
        string? group = null;
        foreach (var row in rows)
        {
            if (row.Group is { } named && named != group)
            {
                Texts.Put(svg, 12, y + 16, named, (width * 0.5) - 14, 12, bold: true);
                y += RowHeight;
            }

            group = row.Group;
            bars.Add((row, y));
            y += RowHeight;
        }

        var area = new Area(labels, top, width - labels - counts - 8, y + 2 - top);
        IReadOnlyList<Tick> ticks = [.. Enumerable.Range(0, 5).Select(i => new Tick(i / 4.0, (25 * i).ToString(System.Globalization.CultureInfo.InvariantCulture) + " %"))];
        Axes.Bottom(svg, area, area.Width < 200 ? [ticks[0], ticks[2], ticks[4]] : ticks, $"share of {chart.Counted}", grid: false);
        foreach (var (row, at) in bars)
        {
            Texts.Put(svg, indent, at + 15, row.Label, labels - indent - 6, 12);
            Texts.Put(svg, width - 6, at + 15, Total(chart, row), counts, 11, "end", "muted");
            Bar(svg, chart, row, area, at + 2, options);
        }

        return new(svg.ToMarkup(), area.Bottom + Axes.BottomHeight, rows.Count < chart.Rows.Count ? [$"The first {rows.Count} of {chart.Rows.Count} bars; the table has them all."] : []);
    }

    private static void Bar(SvgBuilder svg, StackedBars chart, StackedRow row, Area area, double y, SvgOptions options)
    {
        var total = chart.Total(row);
        if (total == 0)
        {
            Texts.Put(svg, area.Left + 6, y + 13, "none", area.Width - 8, 11, role: "muted");
            return;
        }

        Markup focus = new(options.Focusable ? " tabindex=\"0\" role=\"img\"" : "");
        svg.Add($"""<g data-group="{row.Group}" data-level="{row.Label}">""");
        var before = 0L;
        for (var i = 0; i < chart.Categories.Count; i++)
        {
            var count = StackedBars.Count(row, i);
            if (count == 0)
                continue;
            var left = Math.Round(area.X((double)before / total), 1);
            before += count;
            var wide = Math.Round(area.X((double)before / total), 1) - left;
            var share = Show.Percent((double)count / total);
            svg.Add($"""<g class="mark" data-category="{chart.Categories[i].Name}"{focus}><title>{row.Label}, {chart.Categories[i].Name}: {count} of {total} {chart.Counted}, {share}</title>""");
            // The hairline of paper keeps neighbours apart in print as well.
            svg.Add($"""<rect x="{left}" y="{y}" width="{wide}" height="{RowHeight - 4}" {Paint.Fill(Color(chart, i))}/><path d="M{left} {y}v{RowHeight - 4}" {Paint.Stroke("paper")}/>""");
            if (TextMeasure.Width(share, 10.5) <= wide - 6)
                svg.Add($"""<text x="{left + (wide / 2)}" y="{y + 13}" font-size="10.5" text-anchor="middle" {Paint.Fill(Ink(Color(chart, i)))}>{share}</text>""");
            svg.Add($"</g>");
        }

        svg.Add($"</g>\n");
    }

    private static string Total(StackedBars chart, StackedRow row) => "n = " + chart.Total(row).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static PlotColor Color(StackedBars chart, int index) => Paint.Series(chart.Categories[index].Color, index);

    private static string Ink(PlotColor color) => color is PlotColor.Blue or PlotColor.Wine ? "bright" : "deep";
}
