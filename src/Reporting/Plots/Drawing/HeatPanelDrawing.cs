using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>One panel of a heat map.</summary>
internal static class HeatPanelDrawing
{
    public const double LabelSize = 10.5;

    private const double Lap = 0.5;

    /// <summary>Draws the panel and says how high it is.</summary>
    public static double Draw(SvgBuilder svg, HeatLook look, HeatPanel panel, double left, double top, double width)
    {
        var map = look.Map;
        svg.Add($"""<g {Data(map.PanelName, panel.Title)}>""").Add($"\n");
        var y = top;
        if (panel.Title.Length > 0)
        {
            Texts.Put(svg, left + look.Labels, top + 11, panel.Title, width - look.Labels, 12, bold: true);
            y += 18;
        }

        var every = Math.Max(1, (int)Math.Ceiling(12 / look.CellHeight));
        for (var row = 0; row < panel.Rows.Count; row++)
        {
            if (row % every == 0)
                Texts.Put(svg, left + look.Labels - 5, y + (look.CellHeight / 2) + 4, panel.Rows[row], look.Labels - 6, LabelSize, "end", "muted");
            Row(svg, look, panel, row, left + look.Labels, y);
            y += look.CellHeight;
        }

        y += look.Slanted ? Slant(svg, look, panel, left, y) : Flat(svg, look, panel, left + look.Labels, y);
        svg.Add($"</g>\n");
        return y - top;
    }

    /// <summary>A cell's number as it is written.</summary>
    public static string Text(HeatMap map, double value)
        => (map.Scale == HeatScale.Diverging && value > 0 ? "+" : "") + (map.Scale == HeatScale.Log ? Show.Ratio(value) : Show.Number(value));

    /// <summary>A cell without a number: unlike any colour of the scale, in print as well.</summary>
    public static void Missing(SvgBuilder svg, double x, double y, double width, double height)
        => svg.Add($"""<path d="M{x} {y}h{width}v{height}h{-width}z" {Paint.Fill("missing")}/><path d="M{x} {y + height}L{x + width} {y}" {Paint.Stroke("muted")} stroke-opacity="0.5"/>""");

    /// <summary>A cell whose number is not on the scale: zero on a log scale.</summary>
    public static void OffScale(SvgBuilder svg, double x, double y, double width, double height)
        => svg.Add($"""<path d="M{x} {y}h{width}v{height}h{-width}z" {Paint.Fill("missing")}/><path d="{Symbols.Path(x + (width / 2), y + (height / 2), Math.Min(2.5, width / 3), 0)}" {Paint.Fill("ink")}/>""");

    private static void Row(SvgBuilder svg, HeatLook look, HeatPanel panel, int row, double left, double y)
    {
        var map = look.Map;
        Markup focus = new(look.Options.Focusable ? " tabindex=\"0\" role=\"img\"" : "");
        svg.Add($"""<g transform="translate({left} {y})" shape-rendering="crispEdges" {Data(map.RowName, panel.Rows[row])}>""");
        for (var column = 0; column < panel.Columns.Count; column++)
        {
            var value = HeatMap.Cell(panel, row, column);
            // Edges to the tenth that is written, and each cell a little under the next, which covers it: at no zoom is there a seam.
            var x = Math.Round(column * look.CellWidth, 1);
            var wide = Math.Round((column + 1) * look.CellWidth, 1) - x + (column + 1 < panel.Columns.Count ? Lap : 0);
            svg.Add($"""<g class="mark" {Data(map.ColumnName, panel.Columns[column])}{focus}>""");
            Cell(svg, look, value, x, wide, look.CellHeight + (row + 1 < panel.Rows.Count ? Lap : 0));
            svg.Add($"<title>{panel.Rows[row]}, {panel.Columns[column]}: {Words(look, value)}</title></g>");
        }

        svg.Add($"</g>\n");
    }

    private static void Cell(SvgBuilder svg, HeatLook look, double value, double x, double wide, double high)
    {
        if (double.IsInfinity(value))
            svg.Add($"""<path d="M{x} 0h{wide}v{high}h{-wide}z" {Paint.Fill("infinite")}/>""");
        else if (double.IsFinite(value) && !look.Colors.Takes(value))
            OffScale(svg, x, 0, wide, high);
        else if (!look.Colors.Takes(value))
            Missing(svg, x, 0, wide, high);
        else
            svg.Add($"""<path d="M{x} 0h{wide}v{high}h{-wide}z" fill="{look.Colors.Color(value)}"/>""");
        if (!look.Values || !look.Colors.Takes(value))
            return;
        var dark = ColorMap.IsDark(look.Colors.Share(value), look.Colors.Diverging);
        svg.Add($"""<text x="{x + (wide / 2)}" y="{(look.CellHeight / 2) + 4}" font-size="10.5" text-anchor="middle" {Paint.Fill(dark ? "bright" : "deep")}>{Text(look.Map, value)}</text>""");
    }

    private static string Words(HeatLook look, double value)
        => double.IsInfinity(value) ? look.Map.InfiniteMeans : look.Colors.Takes(value) ? Text(look.Map, value)
            : double.IsNaN(value) ? look.Map.MissingMeans : $"{Show.Number(value)}, not on the scale";

    // Labels that do not touch: every n-th where they would, with n from the steps people count in.
    private static double Flat(SvgBuilder svg, HeatLook look, HeatPanel panel, double left, double y)
    {
        if (panel.Columns.Count == 0)
            return 0;
        var most = Math.Max(24, look.CellWidth - 4);
        var widest = panel.Columns.Max(c => Math.Min(most, TextMeasure.Width(c, LabelSize)));
        var every = (int)Math.Max(1, NiceNumbers.Step((widest + 6) / look.CellWidth));
        // Counted from 0 or from 1: the ticks stand at the round numbers.
        var first = every > 1 && panel.Columns[0] == "1" && panel.Columns.Count >= every ? every - 1 : 0;
        for (var column = first; column < panel.Columns.Count; column += every)
        {
            var half = Math.Min(most, TextMeasure.Width(panel.Columns[column], LabelSize)) / 2;
            var centre = Math.Min(left + ((column + 0.5) * look.CellWidth), Math.Max(240, look.Map.Width) - 3 - half);
            Texts.Put(svg, centre, y + 13, panel.Columns[column], most, LabelSize, "middle", "muted");
        }

        return 18;
    }

    private static double Slant(SvgBuilder svg, HeatLook look, HeatPanel panel, double left, double y)
    {
        var longest = 0.0;
        for (var column = 0; column < panel.Columns.Count; column++)
        {
            var x = left + look.Labels + ((column + 0.5) * look.CellWidth);
            var most = Math.Min(112, ((x - left + 18) / 0.7072) - 10);
            longest = Math.Max(longest, Math.Min(most, TextMeasure.Width(panel.Columns[column], LabelSize)));
            Texts.Slanted(svg, x + 4, y + 9, panel.Columns[column], most, LabelSize);
        }

        return 14 + (longest * 0.7072);
    }

    private static Markup Data(string name, string value)
    {
        var svg = new SvgBuilder();
        return svg.Add($"data-{new Markup(Xml.Id(name))}=\"{value}\"").ToMarkup();
    }
}
