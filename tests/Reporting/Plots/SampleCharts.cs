using Sweep.Reporting.Plots;

namespace Sweep.Reporting.Tests.Plots;

/// <summary>One chart of each kind, with data as they come, or with labels and numbers that nobody wants.</summary>
internal static class SampleCharts
{
    public static readonly string[] Kinds =
        ["forest", "interval", "heat", "diverging", "line", "decay", "stacked", "parallel", "scatter", "pareto", "timeline", "ranks", "histogram"];

    private static readonly string[] Hostile =
    [
        "<script>alert('x')</script>", "\"quoted\" & 'single'", new string('W', 3_000), "日本語のラベル テスト", "\u0000\u0001\ud83d \ufffe", "", "a ]]> b", "عربي́́", "👩‍👩‍👧‍👦",
    ];

    private static readonly double[] Wild =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 0, -0.0, 1e300, 1e-300, -1e17, 3, 0.1,
    ];

    /// <summary>A chart of a kind. The seed varies the numbers; hostile ones have wild numbers and labels.</summary>
    public static Chart Of(string kind, int size = 6, bool hostile = false, int seed = 1, int width = 720)
    {
        var random = new Sample(seed, hostile);
        string Text(string plain, int i) => hostile ? Hostile[(i + seed) % Hostile.Length] : $"{plain} {i}";
        double Number(int i) => hostile ? Wild[(i + seed) % Wild.Length] : random.Next();
        string title = Text("A chart of a kind", 0);
        string? note = hostile ? Text("note", 1) : null;
        var x = new PlotAxis(Text("epoch", 1));
        var y = new PlotAxis(Text("loss [nats]", 2), AxisScale.Log);
        var range = Enumerable.Range(0, size).ToList();
        LinePoint Point(int i) => new(i, Number(i), Number(i) * 0.5, Number(i) * 2);
        return kind switch
        {
            "forest" => new ForestPlot
            {
                Id = kind,
                Title = title,
                Note = note,
                Width = width,
                Axis = y with { Scale = AxisScale.Linear },
                LowSide = Text("better", 3),
                HighSide = Text("worse", 4),
                Rows = [.. range.Select(i => new ForestRow(Text("level", i), Number(i), Number(i + 1) - 1, Number(i + 2) + 1, Text("factor", i / 3), i % 3 == 0 ? null : i % 3 == 1, Text("p", i)))],
            },
            "interval" => new IntervalChart
            {
                Id = kind,
                Title = title,
                Note = note,
                Width = width,
                Axis = x,
                HighlightMeans = Text("best", 2),
                Reference = Number(5),
                Rows = [.. range.Select(i => new IntervalRow(Text("combination", i), Number(i), Number(i) - 1, Number(i) + 1, [Number(i + 1), Number(i + 2)], i < 2))],
            },
            "heat" or "diverging" => new HeatMap
            {
                Id = kind,
                Title = title,
                Note = note,
                Width = width,
                ValueTitle = Text("norm", 2),
                RowTitle = Text("layer", 3),
                ColumnTitle = Text("epoch", 4),
                RowName = "layer",
                ColumnName = "epoch",
                Scale = kind == "heat" ? HeatScale.Log : HeatScale.Diverging,
                ShowValues = kind != "heat",
                Panels = [.. Enumerable.Range(0, kind == "heat" ? 3 : 1).Select(p => new HeatPanel(
                    Text("level", p), [.. Enumerable.Range(0, 5).Select(i => Text("hidden", i))], [.. range.Select(i => Text("", i))],
                    [.. Enumerable.Range(0, 5).Select(i => (IReadOnlyList<double>)[.. range.Select(j => Number(i + j))])]))],
            },
            "line" => new LineChart
            {
                Id = kind,
                Title = title,
                Note = note,
                Width = width,
                X = x,
                Y = y,
                BandMeans = Text("median", 5),
                Series = [.. Enumerable.Range(0, 4).Select(s => new LineSeries(Text("level", s), [.. range.Select(Point)]))],
            },
            "decay" => new DecayChart
            {
                Id = kind,
                Title = title,
                Note = note,
                Width = width,
                X = x,
                Y = y,
                Series = [.. Enumerable.Range(0, 3).Select(s => new DecaySeries(Text("level", s), [.. range.Select(Point)], [.. range.Select(Point)]))],
            },
            "stacked" => new StackedBars
            {
                Id = kind,
                Title = title,
                Note = note,
                Width = width,
                Counted = Text("trials", 6),
                Categories = [.. Enumerable.Range(0, 9).Select(i => new PlotCategory(Text("verdict", i)))],
                Rows = [.. range.Select(i => new StackedRow(Text("level", i), [.. Enumerable.Range(0, 9).Select(c => i == 2 ? 0L : (i * 7 + c * c) % 11)], Text("factor", i / 3)))],
            },
            "parallel" => new ParallelCoordinates
            {
                Id = kind,
                Title = title,
                Note = note,
                Width = width,
                MissingMeans = Text("diverged", 7),
                Axes = [new(x, [Text("relu", 0), Text("tanh", 1), Text("sigmoid", 2)]), new(x, [Text("he", 3), Text("xavier", 4)]), new(y), new(y with { Scale = AxisScale.Linear })],
                Lines = [.. range.Select(i => new ParallelLine(i, [i % 3, hostile ? Number(i) : i % 2, Number(i), Number(i + 3)], Text("trial", i)))],
            },
            "scatter" or "pareto" => new ScatterChart
            {
                Id = kind,
                Title = title,
                Note = note,
                Width = width,
                X = y,
                Y = y,
                DiagonalMeans = kind == "scatter" ? Text("equal", 2) : null,
                Front = kind == "scatter" ? ParetoFront.None : ParetoFront.LowLow,
                Groups = [.. Enumerable.Range(0, 3).Select(g => new ScatterGroup(Text("level", g), [.. range.Select(i => new ScatterPoint(Number(i), Number(i + g), Text("trial", i), (g * size) + i))]))],
            },
            "timeline" => new Timeline
            {
                Id = kind,
                Title = title,
                Note = note,
                Width = width,
                Categories = [.. Enumerable.Range(0, 3).Select(i => new PlotCategory(Text("outcome", i)))],
                Bars = [.. range.Select(i => hostile
                    ? new TimelineBar(Text("worker", i % 4), Number(i), Number(i + 1), i - 1, i, Text("label", i))
                    : new TimelineBar(Text("worker", i % 4), i / 4 * 10, (i / 4 * 10) + 9, i % 7 == 0 ? 1 : 0, i))],
            },
            "ranks" => new CriticalDifferenceDiagram
            {
                Id = kind,
                Title = title,
                Note = note,
                Width = width,
                CriticalDifference = Number(3),
                Items = [.. range.Select(i => new RankedItem(Text("level", i), hostile ? Number(i) : 1 + (i * (size - 1.0) / size)))],
            },
            "histogram" => new HistogramChart
            {
                Id = kind,
                Title = title,
                Note = note,
                Width = width,
                X = x,
                Counted = Text("trials", 3),
                Reference = Number(4),
                Edges = [.. hostile ? range.Select(Number).Order() : range.Select(i => (double)i)],
                Counts = [.. range.Skip(1).Select(i => (long)(i * i))],
            },
            _ => throw new ArgumentException($"There is no chart '{kind}'.", nameof(kind)),
        };
    }

    private sealed class Sample(int seed, bool hostile)
    {
        private readonly Random _random = new(hostile ? -seed : seed);

        public double Next() => Math.Exp(4 * _random.NextDouble() - 2);
    }
}
