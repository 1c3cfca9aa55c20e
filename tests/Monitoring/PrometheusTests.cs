using System.Text.RegularExpressions;
using Sweep.Monitoring.Tests.Fixture;

namespace Sweep.Monitoring.Tests;

/// <summary>The real Prometheus scrapes a real sweep by the committed rules.</summary>
[Collection(nameof(WatchedGroup))]
public sealed partial class PrometheusTests(Watched watched)
{
    // How long things take depends on what else this machine does.
    private static readonly string[] OfTime = ["SweepTurnsLong", "SweepStoreSlow", "SweepTelemetryLagging", "SweepSlotIdle"];

    [Fact]
    public async Task The_target_is_up_and_nothing_of_it_is_refused()
    {
        Watched.Need();
        Assert.Equal(1, await watched.Prometheus.NumberAsync("up{job=\"sweep\"}", watched.Range.To));
        Assert.Equal(0, await watched.Prometheus.NumberAsync("sum(scrape_samples_scraped - scrape_samples_post_metric_relabeling)", watched.Range.To));
        Assert.True(await watched.Prometheus.NumberAsync("scrape_samples_scraped{job=\"sweep\"}", watched.Range.To) > 500);
        // Duplicates, samples out of order, what cannot be parsed: all of it is a warning.
        Assert.Empty(ComplaintPattern().Matches(watched.Log).Select(line => line.Value));
    }

    [Fact]
    public async Task Promtool_finds_nothing_wrong_with_a_scrape_of_the_running_server()
    {
        Watched.Need();
        var scrape = watched.Folder.Write("scrape.txt", watched.Scrape);
        var said = await Tool.RunAsync("sh", "-c", $"promtool check metrics < '{scrape}' 2>&1");
        Assert.Equal("", said);
    }

    [Fact]
    public async Task Every_recording_rule_yields_data_and_none_fails()
    {
        Watched.Need();
        var groups = (await watched.Prometheus.AskAsync("rules")).GetProperty("groups").EnumerateArray().ToList();
        foreach (var rule in groups.SelectMany(group => group.GetProperty("rules").EnumerateArray()))
            Assert.True(rule.GetProperty("health").GetString() == "ok", rule.ToString());
        var recorded = groups.SelectMany(group => group.GetProperty("rules").EnumerateArray())
            .Where(rule => rule.GetProperty("type").GetString() == "recording").Select(rule => rule.GetProperty("name").GetString()!).ToList();
        Assert.Equal(15, recorded.Count);
        foreach (var name in recorded)
            Assert.True((await watched.Prometheus.QueryAsync($"last_over_time({name}[20s])", watched.Range.To)).Count > 0, $"{name} has no data");
    }

    [Fact]
    public async Task No_alert_fires_while_nothing_is_wrong()
    {
        Watched.Need();
        var fired = (await watched.Prometheus.QueryAsync("ALERTS{alertstate=\"firing\"}", watched.Range.To))
            .Select(series => series.GetProperty("metric").GetProperty("alertname").GetString()!).Except(OfTime);
        Assert.Empty(fired);
    }

    [GeneratedRegex("^.*level=(warn|error).*$", RegexOptions.Multiline)]
    private static partial Regex ComplaintPattern();
}
