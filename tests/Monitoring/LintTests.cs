using System.Text.Json;
using System.Text.RegularExpressions;
using Sweep.Monitoring.Tests.Dashboards;

namespace Sweep.Monitoring.Tests;

/// <summary>What linters of dashboards hold them to, and what makes them readable.</summary>
public sealed partial class LintTests
{
    private static readonly string[] Kinds = ["stat", "timeseries", "heatmap", "table", "bargauge", "state-timeline", "gauge"];

    private static readonly string[] Numbers = ["stat", "gauge"];

    private static readonly string[] Units = ["none", "short", "s", "ms", "percentunit", "ops", "flops", "bytes", "Bps", "sci", "dateTimeAsLocalNoDateIfToday"];

    private static readonly Dictionary<string, string[]> Chains = new()
    {
        ["sweep"] = ["datasource", "job", "instance", "sweep"],
        ["gradients"] = ["datasource", "job", "instance", "sweep", "factor"],
        ["ablation"] = ["datasource", "job", "instance", "sweep", "factor"],
        ["cluster"] = ["datasource", "job", "instance"],
        ["fleet"] = ["datasource", "job", "instance"],
    };

    public static TheoryData<string> Names => Dashboard.Names;

    [Fact]
    public void There_are_five_dashboards_of_stable_names()
        => Assert.Equal(Chains.Keys.Order().Select(name => $"sweep-{name}"), Dashboard.All.Select(board => board.Json.GetProperty("uid").GetString()!));

    [Theory]
    [MemberData(nameof(Names))]
    public void Variables_are_chained(string name)
    {
        var board = Dashboard.Named(name);
        Assert.Equal(Chains[name], board.Variables.Select(variable => variable.Name));
        Assert.Equal(("datasource", "Data source", "prometheus"), (board.Variables[0].Type, board.Variables[0].Label, board.Variables[0].Json.GetProperty("query").GetString()));
        for (var i = 2; i < board.Variables.Count; i++)
        {
            foreach (var before in board.Variables.Take(i).Skip(1))
                Assert.Contains($"${before.Name}\"", board.Variables[i].Query.Selector, StringComparison.Ordinal);
        }

        foreach (var variable in board.Variables.Where(variable => variable.Type == "query"))
        {
            Assert.Equal("${datasource}", variable.Json.GetProperty("datasource").GetProperty("uid").GetString());
            Assert.Equal(2, variable.Json.GetProperty("refresh").GetInt32());
            Assert.Equal(variable.Multi, variable.Json.GetProperty("allValue").GetString() == ".+");
        }

        // Silos are always chosen by regular expression, all of them unless said otherwise.
        Assert.All(board.Variables.Where(variable => variable.Name is "job" or "instance"), variable => Assert.True(variable.Multi));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_are_told_apart_do_not_overlap_and_fill_the_width(string name)
    {
        var board = Dashboard.Named(name);
        var all = board.Items.Concat(board.Items.SelectMany(item => item.Folded)).ToList();
        Assert.Equal(all.Count, all.Select(panel => panel.Id).Distinct().Count());
        Assert.Equal(board.Panels.Count(), board.Panels.Select(panel => panel.Title).Distinct().Count());
        foreach (var cells in all.GroupBy(panel => panel.Place.Y).Select(line => line.OrderBy(panel => panel.Place.X).ToList()))
        {
            Assert.Equal(24, cells.Sum(panel => panel.Place.Width));
            Assert.Single(cells.Select(panel => panel.Place.Height).Distinct());
            var x = 0;
            foreach (var cell in cells)
            {
                Assert.Equal(x, cell.Place.X);
                x += cell.Place.Width;
            }
        }

        var y = 0;
        foreach (var line in all.Select(panel => (panel.Place.Y, panel.Place.Height)).Distinct().OrderBy(line => line.Y))
        {
            Assert.Equal(y, line.Y);
            y += line.Height;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_phone_shows_numbers_first_and_none_beside_more_than_one_other(string name)
    {
        var first = Dashboard.Named(name).Items.TakeWhile(panel => panel.Place.Y == 0).ToList();
        Assert.All(first, panel => Assert.Contains(panel.Type, Numbers));
        Assert.All(first, panel => Assert.InRange(panel.Targets.Count, 1, 2));
        Assert.All(first, panel => Assert.InRange(panel.Place.Height, 3, 5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_panel_says_what_it_shows_in_which_unit_and_from_where(string name)
    {
        foreach (var panel in Dashboard.Named(name).Panels)
        {
            Assert.Contains(panel.Type, Kinds);
            Assert.NotEmpty(panel.Title);
            Assert.True(panel.Description.Length > 15 && panel.Description.EndsWith('.'), $"{panel.Title}: {panel.Description}");
            Assert.Contains(panel.Unit, Units);
            Assert.Equal("${datasource}", panel.Json.GetProperty("datasource").GetProperty("uid").GetString());
            Assert.NotEmpty(panel.Targets);
            Assert.Equal(panel.Targets.Count, panel.Targets.Select(target => target.RefId).Distinct().Count());
            Assert.All(panel.Targets, target => Assert.Equal("${datasource}", target.Json.GetProperty("datasource").GetProperty("uid").GetString()));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_query_is_narrowed_to_the_chosen_silos_and_takes_rates_over_the_right_time(string name)
    {
        foreach (var (panel, target) in Dashboard.Named(name).Panels.SelectMany(panel => panel.Targets.Select(target => (panel, target))))
        {
            foreach (Match selector in SelectorPattern().Matches(target.Expression))
            {
                Assert.Contains("job=~\"$job\"", selector.Value, StringComparison.Ordinal);
                Assert.True(selector.Value.Contains("instance=~\"$instance\"", StringComparison.Ordinal) || IsExcepted("target-instance-rule", name, panel), $"{panel.Title}: {selector.Value}");
            }

            foreach (var range in Expressions.Ranges(target.Expression))
                Assert.True(range == "$__rate_interval" || (range == "$__range" && IsExcepted("target-rate-interval-rule", name, panel)), $"{panel.Title}: {range}");
            // What is counted over all the time shown needs one moment alone.
            Assert.True(target.Instant || !target.Expression.Contains("$__range]", StringComparison.Ordinal), panel.Title);
            // A counter is shown as what it gains; the two that the runtime declares counters are none.
            foreach (Match counter in CounterPattern().Matches(target.Expression).Where(match => !match.Value.StartsWith("dotnet_thread_pool_", StringComparison.Ordinal)))
                Assert.Matches($@"(rate|increase)\({counter.Value}\{{", target.Expression);
            if (panel.Type == "heatmap")
                Assert.Equal("heatmap", target.Json.GetProperty("format").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Legends_name_labels_that_the_query_keeps(string name)
    {
        foreach (var target in Dashboard.Named(name).Panels.SelectMany(panel => panel.Targets))
        {
            foreach (Match label in LegendPattern().Matches(target.Legend))
                Assert.Matches($@"by \([^)]*\b{label.Groups[1].Value}\b[^)]*\)", target.Expression);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_of_a_schema_that_Grafana_11_and_12_read_links_to_the_others_and_is_not_changed_by_hand(string name)
    {
        var json = Dashboard.Named(name).Json;
        Assert.InRange(json.GetProperty("schemaVersion").GetInt32(), 39, 41);
        Assert.False(json.GetProperty("editable").GetBoolean());
        Assert.Equal(["sweep"], json.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!));
        var link = Assert.Single(json.GetProperty("links").EnumerateArray());
        Assert.Equal(("dashboards", true, true), (link.GetProperty("type").GetString(), link.GetProperty("includeVars").GetBoolean(), link.GetProperty("keepTime").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("id").ValueKind);
    }

    private static bool IsExcepted(string rule, string board, Panel panel) => Node.LoadOne("deploy/grafana/dashboards/.lint")[$"exclusions/{rule}/entries"].Items
        .Any(entry => string.Equals(entry["dashboard"].Text, board, StringComparison.OrdinalIgnoreCase) && entry["panel"].Text == panel.Title);

    [GeneratedRegex(@"[a-zA-Z_:][\w:]*\{[^}]*\}|(?<![\w)""])\{[^}]*\}")]
    private static partial Regex SelectorPattern();

    [GeneratedRegex(@"\b\w+_total(?=\{)")]
    private static partial Regex CounterPattern();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex LegendPattern();
}
