using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Heat maps: panels in a grid over one legend bar.</summary>
internal static class HeatDrawing
{
    private const double Gap = 18;

    public static Picture Draw(HeatMap map, SvgOptions options)
    {
        var width = Math.Max(240, map.Width);
        var labels = Math.Min(120, map.Panels.SelectMany(p => p.Rows).Select(r => TextMeasure.Width(r, HeatPanelDrawing.LabelSize)).DefaultIfEmpty(0).Max() + 8);
        var most = map.Panels.Max(p => p.Columns.Count);
        var (across, run) = Arrange(map, width, labels, most);
        var panels = map.Panels.Select(p => HeatReduction.Merge(p, run, map.Scale == HeatScale.Log)).ToList();
        var colors = new HeatColors(map, panels);
        var room = ((width - 12 - 24 - (Gap * (across - 1))) / across) - labels;
        var columns = panels.Max(p => p.Columns.Count);
        var cell = Math.Min(map.ShowValues ? 74 : 34, room / columns);
        var look = new HeatLook(map, colors, labels, cell, map.ShowValues ? 24 : 15, options, Slanted: Slanted(panels, cell), Values: Values(map, panels, cell));

        var svg = new SvgBuilder();
        var top = 8.0;
        for (var first = 0; first < panels.Count; first += across)
        {
            var row = panels.Skip(first).Take(across).ToList();
            var below = 0.0;
            for (var i = 0; i < row.Count; i++)
                below = Math.Max(below, HeatPanelDrawing.Draw(svg, look, row[i], 24 + (i * (room + labels + Gap)), top, room + labels));
            top += below + 10;
        }

        var centre = 24 + labels + (panels.Count == 1 ? columns * cell / 2 : (width - 36 - labels) / 2);
        var half = Math.Min(width - 12 - centre, centre - 24);
        Texts.Put(svg, centre, top + 4, map.ColumnTitle, 2 * half, Axes.TitleSize, "middle");
        Texts.Upright(svg, 14, (top - 10) / 2, map.RowTitle, top - 10, Axes.TitleSize);
        top += 18;
        top += Key(svg, map, panels, colors, 24, top, width);
        var notes = new List<string>();
        if (run > 1)
            notes.Add($"{run} neighbouring columns are drawn as one: their {(map.Scale == HeatScale.Log ? "geometric " : "")}mean.");
        return new(svg.ToMarkup(), top, notes);
    }

    // As many panels beside each other as leave the columns room; columns are merged where there would still be too many.
    private static (int Across, int Run) Arrange(HeatMap map, double width, double labels, int columns)
    {
        var wanted = labels + Math.Min(map.ShowValues ? 74.0 * columns : 6.0 * columns, width);
        var across = Math.Clamp((int)((width - 36 + Gap) / (Math.Max(wanted, labels + 90) + Gap)), 1, Math.Min(4, map.Panels.Count));
        var room = ((width - 36 - (Gap * (across - 1))) / across) - labels;
        var byWidth = (int)Math.Max(1, room / 2.5);
        var rows = map.Panels.Sum(p => (long)p.Rows.Count);
        var byCells = (int)Math.Max(1, map.MostCells / Math.Max(1, rows));
        var most = Math.Min(byWidth, byCells);
        return (across, Math.Max(1, (columns + most - 1) / most));
    }

    private static bool Slanted(List<HeatPanel> panels, double cell)
        => cell >= 11 && panels.Exists(p => p.Columns.Any(c => !double.TryParse(c, out _) && TextMeasure.Width(c, HeatPanelDrawing.LabelSize) > cell - 2));

    private static bool Values(HeatMap map, List<HeatPanel> panels, double cell)
        => map.ShowValues && panels.TrueForAll(p => p.Values.All(r => r.All(v => !double.IsFinite(v) || TextMeasure.Width(HeatPanelDrawing.Text(map, v), 10.5) <= cell - 3)));

    // A single tick says nothing of a scale: with fewer than three, the ends and the middle are told, if there is room for them.
    private static IReadOnlyList<Tick> Ticks(HeatMap map, Scale scale, Area area)
    {
        var round = Axes.Fitting(scale, area.Width);
        if (round.Count(t => t.Label is not null) >= 3)
            return round;
        var (min, max) = scale.Domain;
        var middle = map.Scale == HeatScale.Log ? Math.Sqrt(min) * Math.Sqrt(max) : (min / 2) + (max / 2);
        List<Tick> ticks = [.. new[] { min, middle, max }.Select((v, i) => new Tick(i / 2.0, v == 0 ? "0" : HeatPanelDrawing.Text(map, v)))];
        var widest = ticks.Max(t => TextMeasure.Width(t.Label!, Axes.TickSize));
        return widest + 8 <= area.Width / 2 && widest / 2 <= area.Left ? ticks : round;
    }

    private static double Key(SvgBuilder svg, HeatMap map, List<HeatPanel> panels, HeatColors colors, double left, double top, double width)
    {
        var bar = Math.Min(260, width * 0.42);
        var id = new Markup(Xml.Id(map.Id) + "-k");
        svg.Add($"""<linearGradient id="{id}">""");
        for (var i = 0; i <= 10; i++)
            svg.Add($"""<stop offset="{i * 10}%" stop-color="{ColorMap.At(i / 10.0, colors.Diverging)}"/>""");
        svg.Add($"</linearGradient>");
        Texts.Put(svg, left, top + 10, map.ValueTitle, width - 40, 11.5);
        var area = new Area(left + 8, top + 16, bar, 11);
        svg.Add($"""<rect x="{area.Left}" y="{area.Top}" width="{bar}" height="{area.Height}" fill="url(#{id})"/>""").Add($"\n");
        Axes.Bottom(svg, area, Ticks(map, colors.Scale, area), "", grid: false);

        var values = panels.SelectMany(p => p.Rows.SelectMany((_, i) => p.Columns.Select((_, j) => HeatMap.Cell(p, i, j)))).ToList();
        var entries = new List<LegendItem>();
        if (values.Exists(v => double.IsFinite(v) && !colors.Takes(v)))
            entries.Add(new(map.Scale == HeatScale.Log ? "zero or negative" : "beyond the scale", LegendItem.Draw(s => HeatPanelDrawing.OffScale(s, 2, 0, 14, 12))));
        if (values.Exists(double.IsNaN))
            entries.Add(new(map.MissingMeans, LegendItem.Draw(s => HeatPanelDrawing.Missing(s, 2, 0, 14, 12))));
        if (values.Exists(double.IsInfinity))
            entries.Add(LegendItem.Box(map.InfiniteMeans, Paint.Fill("infinite")));
        var beside = Legend.Draw(svg, area.Right + 36, top + 15, width - area.Right - 48, entries);
        return Math.Max(48, 15 + beside);
    }
}
