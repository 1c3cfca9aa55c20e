using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Sweep.Reporting.Plots;

namespace Sweep.Reporting.Tests.Plots;

/// <summary>What holds for charts of every kind.</summary>
public sealed class EveryChartTests
{
    public static TheoryData<string> Kinds => [.. SampleCharts.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public void It_is_well_formed_and_has_a_title_a_description_and_marks(string kind)
    {
        var chart = SampleCharts.Of(kind);
        var root = SvgChecks.Parse(chart.ToSvg());

        Assert.Equal("img", (string?)root.Attribute("role"));
        var ids = ((string)root.Attribute("aria-labelledby")!).Split(' ');
        Assert.Equal(chart.Title, Labelled(root, ids[0]));
        Assert.Equal(chart.Description, Labelled(root, ids[1]));
        Assert.True(chart.Description.Length > 40, chart.Description);
        Assert.True(SvgChecks.WithClass(root, "mark").Count >= 3);
        Assert.DoesNotContain(root.Descendants(), e => e.Attribute("tabindex") is not null);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Wild_numbers_and_hostile_labels_neither_break_it_nor_run(string kind)
    {
        for (var seed = 1; seed <= 15; seed++)
        {
            var chart = SampleCharts.Of(kind, size: 14, hostile: true, seed);
            var svg = chart.ToSvg();
            var root = SvgChecks.Parse(svg);
            Assert.DoesNotContain("<script", svg, StringComparison.OrdinalIgnoreCase);
            Assert.Empty(SvgChecks.Named(root, "script"));
            Assert.NotEmpty(chart.Description);
            Inside(root);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Texts_stay_inside_and_apart(string kind)
    {
        foreach (var width in (int[])[300, 480, 720, 1_100])
        {
            foreach (var size in (int[])[1, 2, 6, 24])
            {
                var root = SvgChecks.Parse(SampleCharts.Of(kind, size, seed: size, width: width).ToSvg());
                Inside(root);
                Apart(root, $"{kind}, {size} at {width}");
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Large_data_give_a_bounded_file_that_says_what_it_left_out(string kind)
    {
        if (kind is "stacked" or "ranks" or "histogram")
            return;
        var svg = SampleCharts.Of(kind, size: 10_000).ToSvg();
        Assert.True(svg.Length < 700_000, $"{svg.Length} bytes");
        var notes = SvgChecks.WithClass(SvgChecks.Parse(svg), "note").Select(n => n.Value).ToList();
        Assert.Contains(notes, n => n.Any(char.IsAsciiDigit));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_table_has_all_the_data_and_reads_as_csv(string kind)
    {
        var chart = SampleCharts.Of(kind, size: 700, hostile: false);
        var table = chart.ToTable();
        Assert.True(table.Rows.Count >= (kind == "histogram" ? 699 : 700));
        Assert.All(table.Rows, r => Assert.Equal(table.Columns.Count, r.Count));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Csv_has_a_line_for_the_header_and_for_each_row(string kind)
    {
        var table = SampleCharts.Of(kind).ToTable();
        using var stream = new MemoryStream();
        await table.WriteCsvAsync(stream, TestContext.Current.CancellationToken);
        var lines = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal(table.Rows.Count + 1, lines.Length);
        Assert.All(lines, l => Assert.Equal(table.Columns.Count, l.Split(',').Length));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_same_chart_gives_the_same_bytes(string kind)
        => Assert.Equal(SampleCharts.Of(kind).ToSvg(), SampleCharts.Of(kind).ToSvg());

    [Theory, MemberData(nameof(Kinds))]
    public void Marks_take_the_focus_where_the_page_wants_it(string kind)
    {
        var root = SvgChecks.Parse(SampleCharts.Of(kind).ToSvg(new SvgOptions(Focusable: true)));
        Assert.Equal("group", (string?)root.Attribute("role"));
        Assert.All(SvgChecks.WithClass(root, "mark"), m =>
        {
            Assert.Equal("0", (string?)m.Attribute("tabindex"));
            Assert.Contains(m.Elements(), e => e.Name.LocalName == "title" && e.Value.Length > 0);
        });
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_fragment_leaves_style_and_heading_to_the_page(string kind)
    {
        var chart = SampleCharts.Of(kind) with { Title = "Heading of the page" };
        var fragment = SvgChecks.Parse(chart.ToSvg(SvgOptions.Inline));
        var file = SvgChecks.Parse(chart.ToSvg());
        Assert.Empty(SvgChecks.Named(fragment, "style"));
        Assert.DoesNotContain(SvgChecks.Named(fragment, "text"), t => t.Value == chart.Title);
        Assert.Single(SvgChecks.Named(file, "style"));
        Assert.Contains(SvgChecks.Named(file, "text"), t => t.Value == chart.Title);
    }

    [Fact]
    public void Without_data_a_chart_says_why()
    {
        Chart[] empty =
        [
            new ForestPlot { Id = "a", Title = "t", Rows = [], Axis = new("x"), WhyEmpty = "no trial < 1 has finished" },
            new IntervalChart { Id = "a", Title = "t", Rows = [], Axis = new("x"), WhyEmpty = "no trial < 1 has finished" },
            new HeatMap { Id = "a", Title = "t", Panels = [new("p", ["r"], ["c"], [[double.NaN]])], ValueTitle = "", RowTitle = "", ColumnTitle = "", WhyEmpty = "no trial < 1 has finished" },
            new LineChart { Id = "a", Title = "t", Series = [new("s", [new(double.NaN, 1)])], X = new("x"), Y = new("y"), WhyEmpty = "no trial < 1 has finished" },
            new DecayChart { Id = "a", Title = "t", Series = [new("s", [], [])], X = new("x"), Y = new("y"), WhyEmpty = "no trial < 1 has finished" },
            new StackedBars { Id = "a", Title = "t", Categories = [new("c")], Rows = [new("r", [0])], WhyEmpty = "no trial < 1 has finished" },
            new ParallelCoordinates { Id = "a", Title = "t", Axes = [], Lines = [], WhyEmpty = "no trial < 1 has finished" },
            new ScatterChart { Id = "a", Title = "t", Groups = [], X = new("x"), Y = new("y"), WhyEmpty = "no trial < 1 has finished" },
            new Timeline { Id = "a", Title = "t", Bars = [new("w", double.NaN, 1, 0, 1)], Categories = [], WhyEmpty = "no trial < 1 has finished" },
            new CriticalDifferenceDiagram { Id = "a", Title = "t", Items = [], CriticalDifference = 1, WhyEmpty = "no trial < 1 has finished" },
            new HistogramChart { Id = "a", Title = "t", Edges = [], Counts = [], X = new("x"), WhyEmpty = "no trial < 1 has finished" },
        ];
        Assert.All(empty, chart =>
        {
            Assert.True(chart.IsEmpty);
            var root = SvgChecks.Parse(chart.ToSvg());
            Assert.Contains(SvgChecks.Named(root, "text"), t => t.Value == "no data: no trial < 1 has finished");
            Assert.Equal("no data: no trial < 1 has finished", chart.Description);
        });
    }

    private static void Inside(XElement root)
    {
        var box = ((string)root.Attribute("viewBox")!).Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
        foreach (var text in SvgChecks.TextBoxes(root))
        {
            Assert.True(
                text.Left >= -0.5 && text.Top >= -0.5 && text.Right <= box[2] + 0.5 && text.Bottom <= box[3] + 0.5,
                $"'{text.Text}' at {text.Left:F0}–{text.Right:F0} × {text.Top:F0}–{text.Bottom:F0} leaves {box[2]} × {box[3]} ({(string)root.Attribute("id")!})");
        }
    }

    private static void Apart(XElement root, string what)
    {
        var boxes = SvgChecks.TextBoxes(root).Where(t => !t.Slanted && t.Text.Length > 0).ToList();
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var j = i + 1; j < boxes.Count; j++)
            {
                var (a, b) = (boxes[i], boxes[j]);
                var touch = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left) > 0.5 && Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top) > 0.5;
                Assert.False(touch, $"'{a.Text}' and '{b.Text}' overlap ({what})");
            }
        }
    }

    private static string Labelled(XElement root, string id) => root.Elements().Single(e => (string?)e.Attribute("id") == id).Value;
}
