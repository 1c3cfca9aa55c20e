using System.Text;
using Sweep.Core.Specs;
using Sweep.Silo.Api;
using Sweep.Silo.Api.Security;
using Sweep.Silo.Api.Sweeps;
using Sweep.Silo.Hosting;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Silo.Tests.Metrics;

/// <summary>What a server shows while it runs a sweep, against what is on record for documents, rules and dashboards.</summary>
public sealed class GoldenScrapeTests
{
    private const string Spec = """
        name: golden
        dataset: digits
        model: {hidden: [24, 24, 24]}
        training: {epochs: 12, batch_size: 32, clip: {norm: 1}}
        checkpoint: {every_epochs: 3}
        vary:
          activation: [sigmoid, tanh, relu]
          dropout: [0, 0.3]
        replicates: 6
        """;

    // To take a change in: SWEEP_GOLDEN_SCRAPE=tests/Shared/golden-scrape.tsv, an absolute path, and run this test.
    [Fact]
    public async Task A_running_server_shows_the_series_on_record_and_no_others()
    {
        var folder = Directory.CreateTempSubdirectory("sweep-golden-");
        try
        {
            var server = await EmbeddedServer.StartAsync(
                new() { StorePath = Path.Combine(folder.FullName, "sweeps.db"), Workers = 2, MetricsPort = 0 },
                new() { Listen = ListenAddress.Parse("127.0.0.1:0"), Burst = 10_000, RequestsPerSecond = 10_000 },
                new ConfinedData(new DataProvider(), "", anyPath: false));
            await using (server)
            {
                var seen = await WatchAsync(server);
                if (Environment.GetEnvironmentVariable("SWEEP_GOLDEN_SCRAPE") is { Length: > 0 } path)
                    await File.WriteAllTextAsync(path, string.Concat(seen.Select(family => family + "\n")), TestContext.Current.CancellationToken);
                else
                    Assert.Equal(Recorded(), seen.Where(line => !line.StartsWith("orleans_", StringComparison.Ordinal)));
                await CheckWorkAsync(server);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_record_and_the_document_agree()
    {
        var documented = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Metrics", "metrics.md"))
            .Where(line => line.StartsWith("| `sweep_", StringComparison.Ordinal) || line.StartsWith("| `dotnet_", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => $"{cells[1].Trim('`')}\t{cells[2]}\t{string.Join(',', cells[4].Replace("`", "", StringComparison.Ordinal).Split(", ").Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(documented, File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Metrics", "golden-scrape.tsv")));
    }

    // Where grains have a host with a meter of its own, that takes the place of ours.
    private static IEnumerable<string> Recorded()
        => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Metrics", "golden-scrape.tsv"))
            .Where(line => Scraping.Meters.Count == 0 || !line.StartsWith("sweep_grain_", StringComparison.Ordinal));

    // All networks of the spec are of one size, so their work is told by samples and epochs alone.
    private static async Task CheckWorkAsync(EmbeddedServer server)
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync(server.MetricsAddress);
        var plan = SpecCompiler.Compile(Spec, "golden").Plan!;
        var config = plan.Combination(0).Config;
        var cost = TrialCost.For(config, DataShape.Of(new DataProvider().Load(config.Dataset, plan.Trial(0).Key, "")));
        var (samples, epochs) = (Exposition.Value(text, "sweep_training_samples_total"), Exposition.Value(text, "sweep_training_epochs_total"));
        Assert.Equal(plan.Trials * config.Training.Epochs, epochs);
        Assert.Equal((samples * cost.SampleFlops) + (epochs * cost.ValidationFlops), Exposition.Value(text, "sweep_training_flops_total"), 1.0);
        Assert.Equal(plan.Trials, Exposition.Value(text, "sweep_trials_finished_total"));
        Assert.Equal(plan.Trials, Exposition.Value(text, "sweep_trial_duration_seconds_count"));
    }

    // Threads show their trials while they train, so the scrapes of a whole sweep are taken together.
    private static async Task<SortedSet<string>> WatchAsync(EmbeddedServer server)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        try
        {
            throw new InvalidOperationException("so that exceptions are counted");
        }
        catch (InvalidOperationException)
        {
            using var body = new StringContent(Spec, Encoding.UTF8, "application/yaml");
            (await client.PostAsync("api/v1/sweeps", body)).EnsureSuccessStatusCode();
        }

        var seen = new SortedSet<string>(StringComparer.Ordinal);
        for (var ended = false; !ended;)
        {
            var sweeps = await client.GetStringAsync("api/v1/sweeps");
            ended = !sweeps.Contains("running", StringComparison.Ordinal);
            var text = await client.GetStringAsync(server.MetricsAddress);
            var types = text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal))
                .Select(line => line.Split(' ')).ToDictionary(words => words[2], words => words[3]);
            foreach (var sample in Exposition.Samples(text).Select(Exposition.Parse).Where(sample => sample.Name != "target_info"))
            {
                var name = types.ContainsKey(sample.Name) ? sample.Name : sample.Name[..sample.Name.LastIndexOf('_')];
                seen.Add($"{name}\t{types[name]}\t{string.Join(',', sample.Labels.Where(label => label is not ("le" or "otel_scope_name" or "otel_scope_version")).Order(StringComparer.Ordinal))}");
            }
        }

        return seen;
    }
}
