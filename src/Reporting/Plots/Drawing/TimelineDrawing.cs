using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Bars over lanes and time.</summary>
internal static class TimelineDrawing
{
    private const int MostLanes = 128;

    public static Picture Draw(Timeline chart, SvgOptions options)
    {
        var width = Math.Max(240, chart.Width);
        var known = chart.Known().ToList();
        var lanes = known.OrderBy(b => b.Lane, NaturalOrder.Instance).GroupBy(b => b.Lane).ToList();
        var shown = lanes.Take(MostLanes).ToList();
        var until = known.Max(b => double.IsNaN(b.End) ? b.Start : b.End);
        var scale = Scale.Of(new("", AxisScale.Duration), known.Select(b => b.Start).Append(until), pad: 0);
        var labels = Math.Min(width * 0.3, shown.Max(l => TextMeasure.Width(l.Key, 11)) + 20);
        var svg = new SvgBuilder();
        var used = known.Select(b => b.Category).ToHashSet();
        var top = 8 + Legend.Draw(svg, 12, 8, width - 24, [.. chart.Categories.Select((c, i) => (c, i)).Where(c => used.Contains(c.i)).Select(c => LegendItem.Box(c.c.Name, Paint.Fill(Paint.Series(c.c.Color, c.i))))]) + 4;
        var height = Math.Clamp(520.0 / shown.Count, 6, 20);
        var area = new Area(labels, top, width - labels - 20, height * shown.Count);
        Axes.Bottom(svg, area, Axes.Fitting(scale, area.Width), chart.TimeTitle);

        var (min, max) = scale.Domain;
        var perPixel = (max - min) / area.Width;
        var runs = Runs(shown, until, perPixel, Math.Max(chart.MostBars, shown.Count));
        var every = (int)Math.Ceiling(12 / height);
        for (var i = 0; i < shown.Count; i++)
        {
            if (i % every == 0)
                Texts.Put(svg, labels - 6, top + ((i + 0.5) * height) + 4, shown[i].Key, labels - 12, 11, "end", "muted");
            Lane(svg, chart, shown[i].Key, runs[i], area, scale, top + (i * height), height, options);
        }

        return new(svg.ToMarkup(), area.Bottom + Axes.BottomHeight, Notes(chart, known.Count, lanes.Count, shown.Sum(l => l.Count()), runs));
    }

    // Narrower bars than a pixel and a half are merged; wider ones too where there would be too many.
    private static List<List<TimelineRun>> Runs(List<IGrouping<string, TimelineBar>> lanes, double until, double perPixel, int most)
    {
        for (var narrow = 1.5; ; narrow *= 2)
        {
            var runs = lanes.ConvertAll(l => TimelineRun.Of(l, until, perPixel, narrow));
            if (narrow > 2_000 || runs.Sum(r => r.Count) <= most)
                return runs;
        }
    }

    private static void Lane(SvgBuilder svg, Timeline chart, string lane, List<TimelineRun> runs, Area area, Scale scale, double top, double height, SvgOptions options)
    {
        Markup focus = new(options.Focusable ? " tabindex=\"0\" role=\"img\"" : "");
        svg.Add($"""<g data-lane="{lane}">""");
        foreach (var run in runs)
        {
            var left = area.X(scale.Clamped(run.First.Start));
            var right = area.X(scale.Clamped(run.End));
            var gap = right - left > 3 ? 0.6 : 0;
            Markup faint = new(run.Ended ? "" : " fill-opacity=\"0.45\"");
            var data = new SvgBuilder();
            data.Add($"data-trial=\"{run.First.Trial}\"");
            if (run.Count > 1)
                data.Add($" data-count=\"{run.Count}\"");
            var fill = Paint.Fill(Paint.Series(run.First.Category >= 0 && run.First.Category < chart.Categories.Count ? chart.Categories[run.First.Category].Color : null, Math.Max(0, run.First.Category)), "mark");
            svg.Add($"""<rect x="{left}" y="{top + 1}" width="{Math.Max(0.5, right - left - gap)}" height="{height - 2}" {fill}{faint} {data.ToMarkup()}{focus}><title>{Words(chart, run)}</title></rect>""");
        }

        svg.Add($"</g>\n");
    }

    private static string Words(Timeline chart, TimelineRun run)
    {
        var span = $"{Show.Number(run.First.Start)} s to {(run.Ended ? Show.Number(run.End) + " s" : "now")}";
        return run.Count > 1
            ? $"{Numbers.Count(run.Count, "trial")} from {run.First.Trial} to {run.LastTrial}, {chart.Name(run.First.Category)}, {span}"
            : $"trial {run.First.Trial}, {chart.Name(run.First.Category)}, {span}{(run.First.Label.Length > 0 ? ": " + run.First.Label : "")}";
    }

    private static List<string> Notes(Timeline chart, int known, int lanes, int inLanes, List<List<TimelineRun>> runs)
    {
        var notes = new List<string>();
        var merged = runs.Sum(r => r.Where(x => x.Count > 1).Sum(x => x.Count));
        if (merged > 0)
            notes.Add($"{merged} narrow bars are drawn merged with neighbours of the same outcome, as {runs.Sum(r => r.Count(x => x.Count > 1))}.");
        if (lanes > runs.Count)
            notes.Add($"The first {runs.Count} of {lanes} workers: {known - inLanes} trials of the others are not drawn.");
        if (known < chart.Bars.Count)
            notes.Add($"{Numbers.Count(chart.Bars.Count - known, "trial")} without a time not drawn.");
        return notes;
    }
}
