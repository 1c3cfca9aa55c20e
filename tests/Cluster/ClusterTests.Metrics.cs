using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Sweep.Cluster.Tests.Fixture;
using Sweep.Deploy.Tests.Fixture;

namespace Sweep.Cluster.Tests;

/// <summary>What Orleans says of itself on silos' metrics.</summary>
public sealed partial class ClusterTests
{
    private const string LongTurns = "orleans_scheduler_long_running_turns_total";

    // Threads that run or wait, for each core. Beyond, a turn takes long because it has to wait for a core.
    private const double Crowded = 5;

    [Fact]
    public async Task Turns_of_grains_stay_short_while_a_sweep_runs()
    {
        await cluster.HaveAsync(3);
        // What is compiled at its first use takes its time then.
        await (await cluster.SubmitAsync(cluster.Silos[0])).WhenEndedAsync();
        var before = await LongTurnsAsync();
        var sweep = await cluster.SubmitAsync(cluster.Silos[1]);
        var threads = await Machine.ThreadsPerCoreUntilAsync(sweep.WhenEndedAsync());
        var after = await LongTurnsAsync();
        Assert.SkipWhen(after != before && threads > Crowded, $"{threads:F1} threads wanted each core, so that turns had to wait for one");
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Every_silo_times_how_its_totals_reach_their_aggregators()
    {
        await cluster.HaveAsync(3);
        await (await cluster.SubmitAsync(cluster.Silos[0])).WhenEndedAsync();
        foreach (var silo in cluster.Silos)
            await Waits.UntilAsync(async () => Sent().IsMatch(await silo.ScrapeAsync()), "totals to be sent");
    }

    [Fact]
    public async Task Names_in_rules_and_dashboards_are_those_that_Orleans_has()
    {
        await cluster.HaveAsync(3);
        var scraped = new HashSet<string>(StringComparer.Ordinal);
        await Waits.UntilAsync(async () =>
        {
            foreach (var silo in cluster.Silos)
                scraped.UnionWith((await silo.ScrapeAsync()).Split('\n').Where(line => line.StartsWith("orleans_", StringComparison.Ordinal)).Select(line => line.Split('{', ' ')[0]));
            return scraped.Contains("orleans_app_requests_latency_milliseconds_count");
        }, "calls of grains to be counted");
        var used = Directory.EnumerateFiles(Repository.Deploy, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".yml" or ".yaml" or ".json")
            .SelectMany(file => NameOfOrleans().Matches(File.ReadAllText(file)))
            .Select(match => match.Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(used);
        var seen = used.Where(name => scraped.Any(series => Regex.IsMatch(series, $"^{name}$"))).ToList();
        Assert.Contains("orleans_catalog_activations", seen);
        Assert.Contains(seen, name => name.StartsWith("orleans_app_requests_latency", StringComparison.Ordinal));
        // A counter shows itself when it has counted something; Orleans' own list of names has it before.
        Assert.Empty(used.Except(seen).Except(CountersOfOrleans()));
    }

    private static IEnumerable<string> CountersOfOrleans()
        => Assembly.Load("Orleans.Core").GetType("Orleans.Runtime.InstrumentNames", throwOnError: true)!
            .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field.IsLiteral)
            .Select(field => $"{((string)field.GetRawConstantValue()!).Replace('-', '_')}_total");

    private async Task<double> LongTurnsAsync()
    {
        var total = 0.0;
        foreach (var silo in cluster.Silos)
        {
            var line = (await silo.ScrapeAsync()).Split('\n').FirstOrDefault(line => line.StartsWith(LongTurns, StringComparison.Ordinal));
            total += line is null ? 0 : double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
        }

        return total;
    }

    [GeneratedRegex(@"^sweep_telemetry_lag_seconds_count(\{.*\})? [1-9]", RegexOptions.Multiline)]
    private static partial Regex Sent();

    [GeneratedRegex(@"\borleans_[\w()?]+")]
    private static partial Regex NameOfOrleans();
}
