using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Parallel coordinates.</summary>
internal static class ParallelDrawing
{
    private const int AlwaysBest = 40;
    private const double LabelSize = 10.5;

    public static Picture Draw(ParallelCoordinates chart, SvgOptions options)
    {
        var width = Math.Max(240, chart.Width);
        var count = chart.Axes.Count;
        var ranked = chart.Ranked();
        var scales = chart.Axes.Select((a, i) => new ParallelScale(a, chart.Lines.Select(l => ParallelCoordinates.Value(l, i)))).ToList();
        var lacks = scales.ConvertAll(_ => false);
        for (var i = 0; i < count; i++)
            lacks[i] = chart.Lines.Any(l => scales[i].At(ParallelCoordinates.Value(l, i), 0.5) is null);
        var missing = lacks.Contains(true);
        var ticks = scales.ConvertAll(s => s.Ticks(chart.Height));
        var left = 14 + Margin(ticks[0], lacks[0] ? chart.MissingMeans : "");
        var right = 14 + (count == 1 ? 20 : Margin(ticks[^1], lacks[^1] ? chart.MissingMeans : ""));
        var step = count == 1 ? 0 : (width - left - right) / (count - 1);
        var staggered = count > 2 && chart.Axes.Any(a => TextMeasure.Width(a.Axis.Title, 11.5) > step - 10);
        var area = new Area(left, staggered ? 46 : 30, width - left - right, chart.Height);
        var floor = area.Bottom + 20;

        var svg = new SvgBuilder();
        var kept = Thin(ranked, Math.Max(1, chart.MostLines));
        Lines(svg, chart, ranked, kept, scales, area, step, floor, options);
        for (var i = 0; i < count; i++)
            Axis(svg, chart, i, ticks[i], area, step, floor, lacks[i], staggered && i % 2 == 1, width, options);
        var notes = new List<string>();
        if (kept.Count < ranked.Count)
            notes.Add($"{kept.Count} of {ranked.Count} trials are drawn: the best {Math.Min(AlwaysBest, kept.Count)}, and of the others every n-th by {chart.Axes[^1].Axis.Title}.");
        return new(svg.ToMarkup(), (missing ? floor : area.Bottom) + 12, notes);
    }

    private static double Margin(IReadOnlyList<Tick> ticks, string missing)
        => Math.Min(120, ticks.Select(t => TextMeasure.Width(t.Label ?? "", LabelSize)).Append(TextMeasure.Width(missing, LabelSize)).Max() + 8);

    // Ranks of the lines that are drawn.
    private static List<int> Thin(IReadOnlyList<ParallelLine> ranked, int most)
    {
        if (ranked.Count <= most)
            return [.. Enumerable.Range(0, ranked.Count)];
        var best = Math.Min(AlwaysBest, most);
        var rest = most - best;
        return [.. Enumerable.Range(0, best), .. Enumerable.Range(0, rest).Select(i => best + (int)((i + 0.5) * (ranked.Count - best) / rest))];
    }

    private static void Lines(
        SvgBuilder svg, ParallelCoordinates chart, IReadOnlyList<ParallelLine> ranked, List<int> kept, List<ParallelScale> scales, Area area, double step, double floor, SvgOptions options)
    {
        Markup focus = new(options.Focusable ? " tabindex=\"0\" role=\"img\"" : "");
        var last = chart.Axes.Count - 1;
        Markup opacity = new(kept.Count > 200 ? "0.45" : "0.7");
        svg.Add($"""<g class="lines" fill="none" stroke-width="1.2" stroke-opacity="{opacity}">""").Add($"\n");
        // The best last, on top.
        for (var k = kept.Count - 1; k >= 0; k--)
        {
            var line = ranked[kept[k]];
            var rank = ranked.Count == 1 ? 0.5 : 1 - (kept[k] / (ranked.Count - 1.0));
            var objective = scales[last].At(ParallelCoordinates.Value(line, last), 0.5);
            var stroke = objective is { } share ? Paint.Step(share, "mark") : Paint.Stroke("muted", "mark");
            Markup dash = new(objective is null ? " stroke-dasharray=\"3 3\"" : "");
            svg.Add($"""<polyline data-trial="{line.Trial}" {stroke}{dash}{focus} points=" """);
            for (var i = 0; i <= last; i++)
            {
                var y = scales[i].At(ParallelCoordinates.Value(line, i), rank) is { } at ? area.Y(at) : floor;
                svg.Add($"{area.Left + (i * step)},{y} ");
            }

            svg.Add($"\"><title>trial {line.Trial}{(line.Label.Length > 0 ? ": " + line.Label : "")}</title></polyline>\n");
        }

        svg.Add($"</g>\n");
    }

    private static void Axis(
        SvgBuilder svg, ParallelCoordinates chart, int index, IReadOnlyList<Tick> ticks, Area area, double step, double floor, bool missing, bool lifted, double width, SvgOptions options)
    {
        var x = area.Left + (index * step);
        var title = chart.Axes[index].Axis.Title;
        var last = index == chart.Axes.Count - 1 && index > 0;
        svg.Add($"""<g class="axis" data-axis="{index}"><path d="M{x} {area.Top}V{area.Bottom}{PathData.Lines(ticks.Select(t => (x - 3, area.Y(t.At), 6.0, 0.0)))}" fill="none" stroke-width="1.2" {Paint.Stroke("ink")}/>""");
        Title(svg, title, x, lifted ? 16 : area.Top - 12, step, lifted || area.Top > 40, width);
        // Labels stand on the lines; a halo of paper keeps them legible.
        svg.Add($"""<g stroke-width="3" stroke-linejoin="round" paint-order="stroke" {Paint.Stroke("paper")}>""");
        var room = index == 0 ? area.Left - 16 : last ? 112 : step - 16;
        var free = double.PositiveInfinity;
        foreach (var tick in ticks)
        {
            if (tick.Label is not { } label || area.Y(tick.At) + 5.5 > free)
                continue;
            free = area.Y(tick.At) - 5.5;
            Texts.Put(svg, last ? x + 7 : x - 7, area.Y(tick.At) + 4, label, room, LabelSize, last ? "start" : "end");
        }

        if (missing)
            Texts.Put(svg, last ? x + 7 : x - 7, floor + 4, chart.MissingMeans, room, LabelSize, last ? "start" : "end", "muted");
        Markup focus = new(options.Focusable ? " tabindex=\"0\"" : "");
        svg.Add($"""</g><rect class="axis-hit" data-axis="{index}" x="{x - 11}" y="{area.Top}" width="22" height="{area.Height}" fill="none" pointer-events="all"{focus}/></g>""").Add($"\n");
    }

    private static void Title(SvgBuilder svg, string title, double x, double y, double step, bool staggered, double width)
    {
        var room = Math.Max(30, step == 0 ? width - 20 : (staggered ? 2 * step : step) - 10);
        var wide = Math.Min(room, TextMeasure.Width(title, 11.5) * 1.06);
        // At the edges the title leaves the middle of its axis and stays inside.
        var centre = Math.Clamp(x, Math.Min((wide / 2) + 4, width / 2), Math.Max(width - (wide / 2) - 4, width / 2));
        Texts.Put(svg, centre, y, title, room, 11.5, "middle", bold: true);
    }
}
