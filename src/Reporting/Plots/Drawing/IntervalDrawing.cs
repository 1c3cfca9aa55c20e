using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Rows of a label, an interval on a common axis, and the numbers: forest plots and leaders.</summary>
internal static class IntervalDrawing
{
    private const int MostRows = 300;
    private const double RowHeight = 21;
    private const double HeadingHeight = RowHeight + 1;
    private const double LabelSize = 12;
    private const double ValueSize = 11;

    public static Picture Draw(IntervalPlan plan, double asked, SvgOptions options)
    {
        var width = Math.Max(240, asked);
        var marks = plan.Marks.Take(MostRows).ToList();
        var grouped = marks.Exists(m => m.Group is not null);
        var indent = grouped ? 22 : 12;
        var labels = Math.Min(width * 0.38, marks.Select(m => indent + TextMeasure.Width(m.Label, LabelSize)).Max() + 10);
        var values = marks.Select(m => TextMeasure.Width(m.Shown, ValueSize)).Max() + 8;
        // A number is told whole or not at all; its tooltip has the interval too.
        var narrow = values > width * 0.32;
        if (narrow)
            values = Math.Min(width * 0.32, marks.Select(m => TextMeasure.Width(m.Short, ValueSize)).Max() + 8);
        var svg = new SvgBuilder();
        var top = 8 + Legend.Draw(svg, 12, 8, width - 24, [.. plan.Legend.Select(l => LegendItem.Symbol(l.Label, Look(l.Color, l.Filled), plan.Shape))]);
        var places = Places(marks, top + 4);
        var area = new Area(labels, top, width - labels - values - 12, places.Bottom + 4 - top);

        var scale = Scale.Of(plan.Axis, Extent(plan, marks));
        Axes.Bottom(svg, area, Axes.Fitting(scale, area.Width), plan.Axis.Title, right: width - area.Right);
        Sides(svg, plan, area, width);
        if (plan.Reference is { } reference && scale.Shows(reference))
            svg.Add($"""<path class="reference s-ink" d="{Between(places.Headings, area, area.X(scale.Clamped(reference)))}" stroke="#1b1f24" stroke-dasharray="4 3"/>""");
        // A heading's row has no mark and no number: it may run over the area.
        foreach (var (heading, y) in places.Headings)
            Texts.Put(svg, 12, y + 15, heading, width - 24, LabelSize, bold: true);

        var beyond = 0;
        for (var i = 0; i < marks.Count; i++)
        {
            Texts.Put(svg, indent, places.Rows[i] + 4, marks[i].Label, labels - indent - 6, LabelSize);
            Texts.Put(svg, width - 8, places.Rows[i] + 4, narrow ? marks[i].Short : marks[i].Shown, values, ValueSize, "end", "muted");
            beyond += Mark(svg, plan, marks[i], area, scale, places.Rows[i], options) ? 1 : 0;
        }

        var notes = new List<string>();
        if (beyond > 0)
            notes.Add($"An arrow: the interval goes on beyond the axis ({Numbers.Count(beyond, "row")}).");
        if (marks.Count < plan.Marks.Count)
            notes.Add($"The first {marks.Count} of {plan.Marks.Count} rows; the table has them all.");
        return new(svg.ToMarkup(), area.Bottom + Axes.BottomHeight + (HasSides(plan) ? 16 : 0), notes);
    }

    private static (List<double> Rows, List<(string Text, double Top)> Headings, double Bottom) Places(List<IntervalMark> marks, double top)
    {
        var rows = new List<double>();
        var headings = new List<(string, double)>();
        string? group = null;
        foreach (var mark in marks)
        {
            if (mark.Group is { } named && named != group)
            {
                headings.Add((named, top));
                top += HeadingHeight;
            }

            group = mark.Group;
            rows.Add(top + (RowHeight / 2));
            top += RowHeight;
        }

        return (rows, headings, top);
    }

    // The reference line, without the rows of those headings whose text it would cross.
    private static Markup Between(List<(string Text, double Top)> headings, Area area, double x)
    {
        var svg = new SvgBuilder();
        var from = area.Top;
        foreach (var (text, top) in headings)
        {
            if (12 + (1.06 * TextMeasure.Width(text, LabelSize)) + 4 < x)
                continue;
            if (top - from > RowHeight / 2)
                svg.Add($"M{x} {from}V{top}");
            from = top + HeadingHeight;
        }

        return svg.Add($"M{x} {from}V{area.Bottom}").ToMarkup();
    }

    private static IEnumerable<double> Extent(IntervalPlan plan, List<IntervalMark> marks)
    {
        foreach (var mark in marks)
        {
            yield return mark.Value;
            yield return mark.Low;
            yield return mark.High;
            foreach (var value in mark.Spread)
                yield return value;
        }

        yield return plan.Reference ?? double.NaN;
    }

    // True where the interval goes on beyond the axis.
    private static bool Mark(SvgBuilder svg, IntervalPlan plan, IntervalMark mark, Area area, Scale scale, double y, SvgOptions options)
    {
        Markup focus = new(options.Focusable ? " tabindex=\"0\" role=\"img\"" : "");
        svg.Add($"""<g class="mark" data-group="{mark.Group}" data-level="{mark.Label}"{focus}><title>{Tooltip(mark)}</title>""");
        foreach (var value in mark.Spread.Where(scale.Shows))
            svg.Add($"""<circle cx="{area.X(scale.Clamped(value))}" cy="{y}" r="2.2" fill-opacity="0.55" {Paint.Fill("muted", "single")}/>""");
        var beyond = Interval(svg, mark, area, scale, y);
        if (scale.Shows(mark.Value))
            svg.Add($"""<path d="{Symbols.Path(area.X(scale.Clamped(mark.Value)), y, 4.6, plan.Shape)}" {Look(mark.Color, mark.Filled)}/>""");
        else
            svg.Add($"""<text x="{area.X(0.5)}" y="{y + 4}" font-size="{ValueSize}" text-anchor="middle" {Paint.Fill("muted")}>{(double.IsNaN(mark.Value) ? "no estimate" : "beyond the axis")}</text>""");
        svg.Add($"</g>\n");
        return beyond;
    }

    private static bool Interval(SvgBuilder svg, IntervalMark mark, Area area, Scale scale, double y)
    {
        if (double.IsNaN(mark.Low) || double.IsNaN(mark.High) || double.IsNaN(mark.Value))
            return false;
        var (openLow, low) = End(scale, mark.Low, 0);
        var (openHigh, high) = End(scale, mark.High, 1);
        var stroke = Paint.Stroke(mark.Color);
        svg.Add($"""<path d="M{area.X(low)} {y}H{area.X(high)}" stroke-width="2" {stroke}/>""");
        if (openLow)
            svg.Add($"""<path d="M{area.Left + 6} {y - 4}L{area.Left} {y}L{area.Left + 6} {y + 4}" fill="none" stroke-width="2" {stroke}/>""");
        if (openHigh)
            svg.Add($"""<path d="M{area.Right - 6} {y - 4}L{area.Right} {y}L{area.Right - 6} {y + 4}" fill="none" stroke-width="2" {stroke}/>""");
        return openLow || openHigh;
    }

    // An end that the axis cannot take (infinite; zero on a log axis) lies beyond it.
    private static (bool Open, double At) End(Scale scale, double value, double side)
        => scale.Takes(value) ? (!scale.Shows(value), scale.Clamped(value))
            : double.IsNegativeInfinity(value) || value <= 0 ? (true, 0)
            : double.IsPositiveInfinity(value) ? (true, 1)
            : (true, side);

    private static void Sides(SvgBuilder svg, IntervalPlan plan, Area area, double width)
    {
        if (plan.LowSide is { } low)
            Texts.Put(svg, area.Left, area.Bottom + 52, "← " + low, (area.Width / 2) - 8, ValueSize, role: "muted");
        if (plan.HighSide is { } high)
            Texts.Put(svg, Math.Min(area.Right, width - 8), area.Bottom + 52, high + " →", (area.Width / 2) - 8, ValueSize, "end", "muted");
    }

    private static bool HasSides(IntervalPlan plan) => plan.LowSide is not null || plan.HighSide is not null;

    private static Markup Look(PlotColor color, bool filled)
    {
        if (filled)
            return Paint.Fill(color);
        var index = ((int)color).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new($"class=\"f-paper s-c{index}\" fill=\"#ffffff\" stroke=\"{Paint.Light(color)}\" stroke-width=\"1.8\"");
    }

    private static string Tooltip(IntervalMark mark)
        => $"{(mark.Group is null ? "" : mark.Group + " ")}{mark.Label}: {mark.Shown}{(mark.Detail is { Length: > 0 } detail ? "; " + detail : "")}"
            + (mark.Spread.Count > 0 ? $"; single values {string.Join(", ", mark.Spread.Take(20).Select(Show.Number))}{(mark.Spread.Count > 20 ? " …" : "")}" : "");
}
