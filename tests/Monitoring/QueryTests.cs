using System.Net;
using Sweep.Monitoring.Tests.Dashboards;
using Sweep.Monitoring.Tests.Fixture;

namespace Sweep.Monitoring.Tests;

/// <summary>What dashboards ask, asked of the real Prometheus while it watches a real sweep.</summary>
[Collection(nameof(WatchedGroup))]
public sealed class QueryTests(Watched watched)
{
    public static TheoryData<string> Names => Dashboard.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_query_is_PromQL_and_names_metrics_and_labels_that_a_scrape_has(string name)
    {
        Watched.Need();
        var board = Dashboard.Named(name);
        var choice = await Choice.MakeAsync(board, watched.Prometheus, watched.Range);
        var wrong = new List<string>();
        foreach (var (where, expression) in Asked(board))
        {
            var (status, answer) = await watched.Prometheus.TryAskAsync("format_query", ("query", Variable.Fill(expression, choice.Values)));
            if (status != HttpStatusCode.OK)
            {
                wrong.Add($"{where}: {answer.GetProperty("error").GetString()}: {expression}");
                continue;
            }

            wrong.AddRange(Unknown(answer.GetProperty("data").GetString()!).Select(unknown => $"{where}: {unknown}: {expression}"));
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_query_of_every_panel_has_data(string name)
    {
        Watched.Need();
        var board = Dashboard.Named(name);
        var choice = await Choice.MakeAsync(board, watched.Prometheus, watched.Range);
        var empty = new List<string>();
        foreach (var panel in board.Panels)
        {
            var found = 0;
            foreach (var target in panel.Targets)
            {
                var expression = Variable.Fill(target.Expression, choice.Values);
                var series = target.Instant
                    ? await watched.Prometheus.QueryAsync(expression, watched.Range.To)
                    : await watched.Prometheus.RangeAsync(expression, watched.Range.From, watched.Range.To);
                found += series.Count;
                if (series.Count == 0 && !Allowed.Empty.ContainsKey((name, panel.Title)) && !Allowed.Rare.ContainsKey((name, panel.Title, target.RefId)))
                    empty.Add($"{panel.Title}, query {target.RefId}: {expression}");
            }

            // What is allowed to be empty has to be so, lest the list grow stale.
            Assert.True(found == 0 || !Allowed.Empty.ContainsKey((name, panel.Title)), $"{name}: '{panel.Title}' shows something, and need not be allowed to be empty");
        }

        Assert.Empty(empty);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_annotation_can_be_asked_for_and_the_start_of_the_sweep_is_marked(string name)
    {
        Watched.Need();
        var board = Dashboard.Named(name);
        var choice = await Choice.MakeAsync(board, watched.Prometheus, watched.Range);
        var marks = new Dictionary<string, int>();
        foreach (var (mark, expression, _) in board.Annotations)
            marks[mark] = (await watched.Prometheus.RangeAsync(Variable.Fill(expression, choice.Values), watched.Range.From, watched.Range.To)).Count;
        Assert.Equal(["Sweep started", "Sweep ended", "Alerts", "Silo lost"], marks.Keys);
        Assert.True(marks["Sweep started"] > 0);
    }

    private static IEnumerable<(string Where, string Expression)> Asked(Dashboard board)
        => board.Panels.Where(panel => !panel.Title.StartsWith("Orleans: ", StringComparison.Ordinal))
            .SelectMany(panel => panel.Targets.Select(target => (panel.Title, target.Expression)))
            .Concat(board.Annotations.Select(mark => (mark.Name, mark.Expression)))
            .Concat(board.Variables.Where(variable => variable.Type == "query").Select(variable => (variable.Name, variable.Query.Selector)));

    private static IEnumerable<string> Unknown(string formatted)
    {
        var (selectors, grouped) = Expressions.Read(formatted);
        if (selectors.Count == 0)
            yield return "it names no metric";
        var known = new HashSet<string>(["thread"]);
        foreach (var (metric, matchers) in selectors)
        {
            if (!Golden.Labels.TryGetValue(metric, out var labels))
            {
                yield return $"no scrape has {metric}";
                continue;
            }

            known.UnionWith(labels);
            foreach (var matcher in matchers.Where(matcher => !labels.Contains(matcher)))
                yield return $"{metric} has no label {matcher}";
        }

        foreach (var label in grouped.Where(label => !known.Contains(label)))
            yield return $"no metric in it has the label {label}";
    }
}
