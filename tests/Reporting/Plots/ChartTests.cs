using System.Globalization;
using System.Xml.Linq;
using Sweep.Reporting.Plots;
using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Tests.Plots;

/// <summary>What charts of one kind draw of their data.</summary>
public sealed class ChartTests
{
    [Fact]
    public void A_forest_plot_fills_what_differs_and_places_marks_by_their_estimate()
    {
        var chart = new ForestPlot
        {
            Id = "f",
            Title = "t",
            Axis = new("difference", Min: -1, Max: 1),
            Rows = [new("relu", -0.5, -0.6, -0.4, "activation", true), new("tanh", 0.5, 0.2, 0.8, "activation", false), new("gone", double.NaN, double.NaN, double.NaN, "activation"), new("wide", 0, double.NegativeInfinity, 5, "other")],
        };
        var root = SvgChecks.Parse(chart.ToSvg());
        var marks = SvgChecks.WithClass(root, "mark");
        Assert.Equal(["relu", "tanh", "gone", "wide"], marks.Select(m => (string)m.Attribute("data-level")!));
        Assert.Contains(marks[0].Elements(), e => (string?)e.Attribute("class") == "f-c0");
        Assert.Contains(marks[1].Elements(), e => (string?)e.Attribute("class") == "f-paper s-c0");
        Assert.Contains(marks[2].Elements(), e => e.Value == "no estimate");
        var reference = Numbers(SvgChecks.WithClass(root, "reference").Single())[0];
        Assert.Equal(reference, (Middle(marks[0]) + Middle(marks[1])) / 2, 0.11);
        Assert.Contains(SvgChecks.WithClass(root, "note"), n => n.Value.StartsWith("An arrow", StringComparison.Ordinal) && n.Value.Contains("1 row", StringComparison.Ordinal));
        Assert.Contains("1 of 2", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forest_plot_tells_its_legend_and_headings_whole_and_keeps_the_reference_line_off_them()
    {
        const string Heading = "normalization (against batch_norm (affine), at the same learning rate)";
        const string Means = "Holm-adjusted p ≤ 0.05 over all comparisons of this objective";
        var chart = new ForestPlot
        {
            Id = "f",
            Title = "t",
            Axis = new("difference", Min: -1, Max: 1),
            Rows = [new("relu", -0.5, -0.6, -0.4, "activation", true), new("none", 0.5, 0.2, 0.8, Heading, false)],
            SignificantMeans = Means,
        };
        var root = SvgChecks.Parse(chart.ToSvg());
        Assert.Contains(SvgChecks.Named(root, "text"), t => t.Value == Means + " (*)");
        var heading = Assert.Single(SvgChecks.Named(root, "text"), t => t.Value == Heading);
        var baseline = (double)heading.Attribute("y")!;
        var runs = Numbers(SvgChecks.WithClass(root, "reference").Single()).Chunk(3).ToList();
        Assert.Equal(2, runs.Count);
        Assert.All(runs, r => Assert.True(r[2] <= baseline - 12 || r[1] >= baseline + 4, $"{r[1]} to {r[2]} crosses {baseline}"));

        // Too long for one row of a narrow chart: two.
        var narrow = SvgChecks.WithClass(SvgChecks.Parse((chart with { Width = 320 }).ToSvg()), "legend")[0];
        Assert.Equal(Means + " (*)", string.Join(' ', SvgChecks.Named(narrow, "text").Select(t => t.Value)));
    }

    [Fact]
    public void A_heat_map_has_a_cell_for_each_number_and_marks_missing_and_infinite_ones()
    {
        var chart = new HeatMap
        {
            Id = "h",
            Title = "t",
            ValueTitle = "norm",
            RowTitle = "layer",
            ColumnTitle = "epoch",
            RowName = "layer",
            ColumnName = "epoch",
            Scale = HeatScale.Log,
            Panels = [new("relu", ["a", "b"], ["1", "2", "3"], [[1e-6, 1e-3, 1], [double.NaN, double.PositiveInfinity, 0]])],
        };
        var cells = SvgChecks.WithClass(SvgChecks.Parse(chart.ToSvg()), "mark");
        Assert.Equal(["1", "2", "3", "1", "2", "3"], cells.Select(c => (string)c.Attribute("data-epoch")!));
        Assert.Equal(["#440154", "#21918c", "#fde725"], cells.Take(3).Select(c => (string)c.Elements().First().Attribute("fill")!));
        Assert.Equal(["f-missing", "f-infinite", "f-missing"], cells.Skip(3).Select(c => (string)c.Elements().First().Attribute("class")!));
        Assert.Equal("b, 3: 0.0000, not on the scale", cells[5].Elements().Last().Value);
        Assert.Contains("Lowest: 0 at relu layer b, epoch 3. Highest: 1 at relu layer a, epoch 3. 1: no data. 1: infinite.", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_merged_by_their_mean_and_nothing_infinite_is_lost()
    {
        var panel = new HeatPanel("p", ["r", "s"], ["1", "2", "3", "4", "5"], [[1, 100, double.NaN, double.NaN, 7], [2, double.PositiveInfinity, -1, 8, 9]]);
        var log = HeatReduction.Merge(panel, 2, log: true);
        Assert.Equal(["1–2", "3–4", "5"], log.Columns);
        Assert.Equal([10, double.NaN, 7], log.Values[0].Select(v => Math.Round(v, 9)));
        Assert.Equal([double.PositiveInfinity, 8, 9], log.Values[1].Select(v => Math.Round(v, 9)));
        Assert.Equal([50.5, double.NaN, 7], HeatReduction.Merge(panel, 2, log: false).Values[0]);
    }

    [Fact]
    public void A_line_breaks_where_a_value_is_missing_and_tells_its_scales()
    {
        var chart = new LineChart
        {
            Id = "l",
            Title = "t",
            X = new("epoch"),
            Y = new("loss", AxisScale.Log, 0.001, 10),
            Series = [new("relu", [new(1, 1, 0.5, 2), new(2, double.NaN), new(3, 0.1, 0.05, 0.2), new(4, 0.01, 0.005, 0.02)])],
        };
        var root = SvgChecks.Parse(chart.ToSvg());
        var line = (string)SvgChecks.WithClass(root, "line").Single().Attribute("d")!;
        Assert.Equal(2, line.Count(c => c == 'M'));
        Assert.Single(SvgChecks.WithClass(root, "band"));
        Assert.Equal("", (string)SvgChecks.WithClass(root, "extra").Single().Attribute("d")!);
        Assert.Contains(SvgChecks.WithClass(root, "note"), n => n.Value.StartsWith("1 point without", StringComparison.Ordinal));

        var area = SvgChecks.WithClass(root, "plot-area").Single();
        double Data(string name) => double.Parse((string)area.Attribute("data-" + name)!, CultureInfo.InvariantCulture);
        Assert.Equal("log", (string)area.Attribute("data-y-scale")!);
        // What a script does to draw one more line.
        double Y(double v) => Data("y-from") + ((Math.Log(v) - Math.Log(Data("y-min"))) / (Math.Log(Data("y-max")) - Math.Log(Data("y-min"))) * (Data("y-to") - Data("y-from")));
        double X(double v) => Data("x-from") + ((v - Data("x-min")) / (Data("x-max") - Data("x-min")) * (Data("x-to") - Data("x-from")));
        var last = SvgChecks.Named(area, "circle").Last();
        Assert.Equal(X(4), (double)last.Attribute("cx")!, 0.11);
        Assert.Equal(Y(0.01), (double)last.Attribute("cy")!, 0.11);
    }

    [Fact]
    public void A_series_without_a_finite_point_is_told_apart_and_gaps_name_their_series()
    {
        var chart = new LineChart
        {
            Id = "l",
            Title = "t",
            X = new("epoch"),
            Y = new("loss"),
            Series = [new("none", [new(1, double.NaN), new(2, double.NaN)]), new("batch", [new(1, 3), new(2, double.NaN), new(3, 1)]), new("layer", [new(1, 2), new(2, 1)])],
        };
        var root = SvgChecks.Parse(chart.ToSvg());
        Assert.Equal(["batch", "layer"], SvgChecks.WithClass(root, "mark").Select(m => (string)m.Attribute("data-level")!));
        var legend = SvgChecks.WithClass(root, "legend");
        Assert.Equal(["none (no line)", "batch", "layer"], legend.Select(l => SvgChecks.Named(l, "text").Single().Value));
        Assert.DoesNotContain(legend[0].Descendants(), e => e.Attribute("stroke") is not null);
        Assert.Equal(
            ["1 point without a finite value, gaps in the line: batch (1 of 3).", "No line, as every point is without a finite value: none (2 of 2)."],
            SvgChecks.WithClass(root, "note").Select(n => n.Value));
    }

    [Theory]
    [InlineData(0.45, "-0.4500", "0", "+0.4500")]
    [InlineData(0.0301, "-0.02", "0.00", "0.02")]
    public void A_colour_bar_has_at_least_three_ticks(double far, string low, string middle, string high)
    {
        var root = SvgChecks.Parse(Map(HeatScale.Diverging, 3, far).ToSvg());
        var ticks = SvgChecks.Named(root, "g").Last(g => (string?)g.Attribute("text-anchor") == "middle" && g.Attribute("font-size") is not null);
        Assert.Equal([low, middle, high], SvgChecks.Named(ticks, "text").Select(t => t.Value));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(40)]
    public void Cells_of_a_heat_map_lie_a_little_under_the_next_and_end_with_the_panel(int columns)
    {
        var cells = SvgChecks.WithClass(SvgChecks.Parse(Map(HeatScale.Linear, columns, 1).ToSvg()), "mark").ConvertAll(c =>
        {
            var d = ((string)c.Elements().First().Attribute("d")!).Split(['M', ' ', 'h', 'v', 'z'], StringSplitOptions.RemoveEmptyEntries);
            var left = double.Parse(d[0], CultureInfo.InvariantCulture);
            return (Left: left, Right: left + double.Parse(d[2], CultureInfo.InvariantCulture));
        });
        Assert.Equal(columns, cells.Count);
        Assert.All(cells.Zip(cells.Skip(1)), p => Assert.InRange(p.First.Right - p.Second.Left, 0.3, 0.7));
    }

    private static HeatMap Map(HeatScale kind, int columns, double far) => new()
    {
        Id = "h",
        Title = "t",
        Width = 641,
        ValueTitle = "v",
        RowTitle = "r",
        ColumnTitle = "c",
        Scale = kind,
        Panels = [new("", ["a"], [.. Enumerable.Range(1, columns).Select(i => $"{i}")], [[.. Enumerable.Range(0, columns).Select(i => i == 0 ? far : -far / (i + 1))]])],
    };

    [Fact]
    public void Thinning_keeps_the_ends_and_the_extremes()
    {
        var values = Enumerable.Range(0, 5_000).Select(i => i == 1_234 ? 99.0 : i == 4_321 ? -99 : Math.Sin(i)).ToList();
        var kept = Thinning.Extremes(values.Count, 200, i => values[i], double.IsFinite);
        Assert.InRange(kept.Count, 100, 200);
        Assert.All((int[])[0, 1_234, 4_321, 4_999], i => Assert.Contains(i, kept));
        Assert.Equal(kept.Order(), kept);
    }

    [Fact]
    public void Bars_are_as_long_as_their_shares()
    {
        var chart = new StackedBars { Id = "s", Title = "t", Categories = [new("healthy"), new("dead"), new("unused")], Rows = [new("relu", [3, 1, 0]), new("tanh", [0, 2, 0])] };
        var root = SvgChecks.Parse(chart.ToSvg());
        var parts = SvgChecks.WithClass(root, "mark");
        Assert.Equal(3, parts.Count);
        var widths = parts.ConvertAll(p => (double)p.Elements().First(e => e.Name.LocalName == "rect").Attribute("width")!);
        Assert.Equal(3, widths[0] / widths[1], 0.01);
        Assert.Equal(widths[2], widths[0] + widths[1], 0.11);
        Assert.DoesNotContain(SvgChecks.Named(root, "text"), t => t.Value == "unused");
    }

    [Fact]
    public void Parallel_coordinates_keep_the_best_lines_and_colour_by_the_objective()
    {
        var chart = new ParallelCoordinates
        {
            Id = "p",
            Title = "t",
            HighIsBetter = true,
            MostLines = 100,
            MissingMeans = "diverged",
            Axes = [new(new("activation"), ["relu", "tanh"]), new(new("accuracy"))],
            Lines = [.. Enumerable.Range(0, 1_000).Select(i => new ParallelLine(i, [i % 2, i % 50 == 7 ? double.NaN : i / 1_000.0]))],
        };
        var root = SvgChecks.Parse(chart.ToSvg());
        var lines = SvgChecks.Named(root, "polyline");
        Assert.Equal(100, lines.Count);
        var trials = lines.ConvertAll(l => (int)l.Attribute("data-trial")!);
        Assert.All(Enumerable.Range(0, 1_000).Where(i => i % 50 != 7).TakeLast(40), best => Assert.Contains(best, trials));
        Assert.Contains(trials, t => t % 50 == 7);
        Assert.Equal("mark s-v7", (string)lines[^1].Attribute("class")!);
        Assert.Contains(SvgChecks.WithClass(root, "note"), n => n.Value.StartsWith("100 of 1000 trials", StringComparison.Ordinal));
        Assert.Equal(2, SvgChecks.WithClass(root, "axis-hit").Count);
        Assert.Contains("trial 999", chart.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ParetoFront.LowLow, 1)]
    [InlineData(ParetoFront.LowHigh, -1)]
    public void The_front_is_what_no_other_point_beats(ParetoFront front, int sign)
    {
        var random = new Random(3);
        List<ScatterPoint> points = [.. Enumerable.Range(0, 300).Select(i => new ScatterPoint(random.Next(40), random.Next(40), "", i)), new(double.NaN, -5), new(1, double.PositiveInfinity)];
        var chart = new ScatterChart { Id = "s", Title = "t", X = new("cost"), Y = new("loss"), Front = front, Groups = [new("a", points)] };
        var finite = points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToList();
        var expected = finite.Where(p => !finite.Exists(q => q.X <= p.X && sign * q.Y <= sign * p.Y && (q.X < p.X || sign * q.Y < sign * p.Y)))
            .Select(p => (p.X, p.Y)).Distinct().OrderBy(p => p.X);
        Assert.Equal(expected, chart.OnFront().Select(p => (p.X, p.Y)));
    }

    [Fact]
    public void Merged_timeline_bars_stand_for_every_trial()
    {
        var random = new Random(5);
        var time = 0.0;
        var bars = Enumerable.Range(0, 4_000).Select(i => new TimelineBar("w", time, time += 1 + random.NextDouble(), random.Next(10) == 0 ? 1 : 0, i)).ToList();
        var chart = new Timeline { Id = "t", Title = "t", Categories = [new("completed"), new("diverged")], Bars = [.. bars, new("x", 5, double.NaN, 0, 9_999), new("x", double.NaN, 4, 0, 10_000)] };
        var root = SvgChecks.Parse(chart.ToSvg());
        var marks = SvgChecks.WithClass(root, "mark");
        Assert.InRange(marks.Count, 100, 3_000);
        Assert.Equal(4_001, marks.Sum(m => (int?)m.Attribute("data-count") ?? 1));
        Assert.Equal(bars.Count(b => b.Category == 1), marks.Where(m => ((string)m.Attribute("class")!).Contains("f-c1", StringComparison.Ordinal)).Sum(m => (int?)m.Attribute("data-count") ?? 1));
        Assert.Contains(SvgChecks.WithClass(root, "note"), n => n.Value.StartsWith("1 trial without a time", StringComparison.Ordinal));
    }

    [Fact]
    public void Ranks_are_joined_where_no_two_of_a_group_differ()
    {
        var chart = new CriticalDifferenceDiagram
        {
            Id = "c",
            Title = "t",
            CriticalDifference = 1.05,
            Items = [new("d", 3.6), new("a", 1.9), new("b", 2.1), new("c", 2.8), new("e", 5.9), new("gone", double.NaN)],
        };
        Assert.Equal([(0, 2), (2, 3)], chart.Groups());
        var root = SvgChecks.Parse(chart.ToSvg());
        Assert.Equal(2, SvgChecks.WithClass(root, "group").Count);
        Assert.Equal(["a", "b", "c", "d", "e"], SvgChecks.WithClass(root, "mark").Select(m => (string)m.Attribute("data-level")!));
        Assert.Contains("Not told apart: a, b, c; c, d.", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Bins_hold_every_finite_value_once()
    {
        double[] values = [.. Enumerable.Range(0, 500).Select(i => Math.Sin(i)), double.NaN, double.PositiveInfinity];
        var (edges, counts) = HistogramChart.Bin(values);
        Assert.Equal(500, counts.Sum());
        Assert.Equal(edges.Count, counts.Count + 1);
        for (var i = 0; i < counts.Count; i++)
            Assert.Equal(values.Count(v => v >= edges[i] && (v < edges[i + 1] || (i == counts.Count - 1 && v <= edges[^1]))), counts[i]);
        Assert.Equal([3L], HistogramChart.Bin([2, 2, 2]).Counts);
        Assert.Empty(HistogramChart.Bin([double.NaN]).Counts);
    }

    [Fact]
    public void A_sparkline_is_small_and_has_a_dot_at_its_last_value()
    {
        var spark = new Sparkline { Id = "s", Title = "loss", Width = 100, Values = [3, 2, double.NaN, 1, double.PositiveInfinity] };
        var svg = spark.ToSvg(SvgOptions.Inline);
        var root = SvgChecks.Parse(svg);
        Assert.True(svg.Length < 700, $"{svg.Length} bytes");
        Assert.Single(SvgChecks.Named(root, "circle"));
        Assert.Equal("loss: from 3.000 to 1.000, lowest 1.000, highest 3.000", SvgChecks.Named(root, "title").Single().Value);
        SvgChecks.Parse((spark with { Values = [double.NaN] }).ToSvg());
        Assert.True((spark with { Values = [.. Enumerable.Range(0, 100_000).Select(i => Math.Sin(i))] }).ToSvg(SvgOptions.Inline).Length < 4_000);
    }

    [Fact]
    public void Workers_are_in_the_order_people_count()
        => Assert.Equal(["w 1", "w 2", "w 010", "w 10", "x"], ((string[])["x", "w 10", "w 010", "w 2", "w 1"]).Order(NaturalOrder.Instance));

    private static double Middle(XElement mark)
    {
        // The last path is the mark; its x are the numbers after M and H.
        var numbers = Numbers(mark.Elements().Last(e => e.Name.LocalName == "path"));
        return (numbers[0] + numbers[2]) / 2;
    }

    private static List<double> Numbers(XElement path)
        => [.. ((string)path.Attribute("d")!).Split(['M', 'H', 'V', 'L', 'Z', ' '], StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
}
