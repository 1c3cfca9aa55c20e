using System.Text.RegularExpressions;
using Sweep.Monitoring.Tests.Dashboards;
using Sweep.Monitoring.Tests.Fixture;

namespace Sweep.Monitoring.Tests;

/// <summary>Recording and alerting rules, as they are written down.</summary>
public sealed partial class RuleTests
{
    private const string Cases = "deploy/prometheus/tests/alerts.yml";

    private static readonly string[] Severities = ["critical", "warning", "info"];

    private static readonly List<Node> Alerts = Rules("alerts");

    [Fact]
    public async Task Promtool_takes_the_configuration_and_the_rules()
    {
        Tool.Need("promtool", always: true);
        await Tool.RunAsync("promtool", "check", "config", "deploy/prometheus/prometheus.yml");
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("deploy/prometheus/rules")))
            await Tool.RunAsync("promtool", "check", "rules", "--lint-fatal", file);
    }

    [Fact]
    public async Task Promtool_finds_that_each_alert_fires_and_keeps_still_in_its_cases()
    {
        Tool.Need("promtool", always: true);
        await Tool.RunAsync("promtool", "test", "rules", Cases);
    }

    [Fact]
    public void Each_alert_has_a_case_in_which_it_fires_and_one_in_which_it_does_not()
    {
        var cases = Node.LoadOne(Cases)["tests"].Items.SelectMany(test => test["alert_rule_test"].Items)
            .Select(test => (Alert: test["alertname"].Text, Fires: test["exp_alerts"].Items.Count > 0)).ToHashSet();
        var wanted = Alerts.SelectMany(alert => new[] { (alert["alert"].Text, true), (alert["alert"].Text, false) });
        Assert.Equal(wanted.Order(), cases.Order());
    }

    [Fact]
    public void Each_alert_says_how_bad_it_is_how_long_it_waits_and_where_to_read_on()
    {
        Assert.Equal(11, Alerts.Count);
        foreach (var alert in Alerts)
        {
            Assert.Contains(alert["labels/severity"].Text, Severities);
            Assert.Matches(@"^\d+m$", alert["for"].Text);
            Assert.NotEmpty(alert["annotations/description"].Text);
            Assert.NotEmpty(alert["annotations/summary"].Text);
            Assert.Equal($"docs/runbook.md#{alert["alert"].Text}", alert["annotations/runbook_url"].Text, StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_runbook_has_a_paragraph_for_each_alert_and_no_other()
    {
        var runbook = Repository.Text("docs/runbook.md");
        var sections = SectionPattern().Matches(runbook).Select(match => (Alert: match.Groups[1].Value, Text: match.Groups[2].Value)).ToList();
        Assert.Equal(Alerts.Select(alert => alert["alert"].Text), sections.Select(section => section.Alert));
        Assert.All(sections, section => Assert.True(section.Text.Trim().Length > 200, $"the paragraph on {section.Alert} is short"));
        foreach (var alert in Alerts)
            Assert.Contains($"| [{alert["alert"].Text}](#{LowerOf(alert["alert"].Text)}) | {alert["labels/severity"].Text} | {alert["for"].Text} |", runbook, StringComparison.Ordinal);
    }

    [Fact]
    public void Recording_rules_are_named_by_level_metric_and_operations()
        => Assert.All(Rules("recording"), rule => Assert.Matches(@"^(job|job_sweep|job_instance|job_activation):sweep_[a-z0-9_]+:(sum|max|(rate|increase)\d+m|ratio(_(rate|avg)\d+m)?|p99_rate\d+m)$", rule["record"].Text));

    [Fact]
    public void Rules_name_metrics_and_labels_that_a_scrape_has_or_that_are_recorded()
    {
        var recorded = Rules("recording").Select(rule => rule["record"].Text).ToHashSet();
        foreach (var (place, expression) in Rules("recording").Concat(Alerts).Select(rule => (rule.Find("record")?.Text ?? rule["alert"].Text, rule["expr"].Text)))
        {
            var (selectors, _) = Expressions.Read(expression);
            Assert.True(selectors.Count > 0, place);
            foreach (var (metric, matchers) in selectors.Where(selector => !recorded.Contains(selector.Metric)))
            {
                // Of the cluster build alone, whose scrape is not on record; the document names what can be relied on.
                if (metric.StartsWith("orleans_", StringComparison.Ordinal))
                {
                    Assert.Contains($"`{metric}`", Repository.Text("docs/metrics.md"), StringComparison.Ordinal);
                    continue;
                }

                Assert.True(Golden.Labels.TryGetValue(metric, out var labels), $"{place}: no scrape has {metric}");
                Assert.All(matchers, matcher => Assert.True(labels!.Contains(matcher), $"{place}: {metric} has no label {matcher}"));
            }
        }
    }

    private static List<Node> Rules(string file) => [.. Node.LoadOne($"deploy/prometheus/rules/{file}.yml")["groups"].Items.SelectMany(group => group["rules"].Items)];

    private static string LowerOf(string text) => string.Concat(text.Select(char.ToLowerInvariant));

    [GeneratedRegex(@"^### (Sweep\w+)\n(.*?)(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SectionPattern();
}
