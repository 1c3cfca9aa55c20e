using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sweep.Monitoring.Tests.Fixture;
using Sweep.Silo.Api;
using Sweep.Silo.Api.Security;
using Sweep.Silo.Api.Sweeps;
using Sweep.Training.Data;

namespace Sweep.Monitoring.Tests;

/// <summary>Each alert is made to fire by its fault, on real servers. What no fault is made for here is fired by promtool's series alone; docs/runbook.md says which.</summary>
[Collection(nameof(WatchedGroup))]
public sealed class AlertTests(Watched watched)
{
    private const int Stop = 19;
    private const int Continue = 18;

    // Ten layers whose weights are drawn much too wide. Each activation that no other sweep here has.
    private const string Wild = """
        name: wild
        dataset: digits
        model: {width: 64, depth: 10, activation: leaky_relu}
        training: {epochs: 3, batch_size: 32, optimizer: {sgd: {learning_rate: 0.01, momentum: 0.9}}}
        vary: {init: [{normal: 0.4}, {normal: 0.5}]}
        replicates: 10000
        """;

    // Its trials never end; a silo with a window of one trial leaves its other threads without work.
    private const string Endless = """
        name: endless
        dataset: digits
        model: {hidden: [256, 256]}
        training: {epochs: 1000000, batch_size: 16}
        vary: {activation: [tanh, relu]}
        replicates: 5
        """;

    // Its trials are over soon, so that there are new totals each time that they are sent, and are many.
    private const string Brief = """
        name: brief
        dataset: digits
        model: {hidden: [64]}
        training: {epochs: 5, batch_size: 32}
        vary: {activation: [sigmoid, tanh, relu]}
        replicates: 10000
        """;

    // Submitted after the one above to a silo of one thread, it never gets a turn; and it has more levels than are shown.
    private static readonly string Starved = $$"""
        name: starved
        dataset: iris
        model: {hidden: [4]}
        training: {epochs: 2}
        vary: {dropout: [{{string.Join(", ", Enumerable.Range(0, 50).Select(level => $"0.{level:00}"))}}]}
        """;

    [Fact]
    public async Task Each_alert_fires_when_its_fault_is_there()
    {
        Watched.Need();
        await using var narrow = await StartAsync("narrow.db", new() { StorePath = "", Workers = 4, Window = 1, MetricsPort = 0 });
        await using var crowded = await StartAsync("crowded.db", new() { StorePath = "", Workers = 1, MetricsPort = 0 });
        using var isolated = SweepProcess.Start(watched.Folder, "serve", "--listen", "127.0.0.1:0", "--metrics-port", "0", "--store", "isolated.db", "--isolate", "--workers", "1");
        var (server, address) = await Watched.ServingAsync(isolated);
        using var slow = new SlowAggregators(TimeSpan.FromSeconds(4));
        await using var lagging = await StartAsync("lagging.db", new() { StorePath = "", Workers = 1, MetricsPort = 0 });
        watched.Watch("sweep-faulty", narrow.MetricsAddress!, crowded.MetricsAddress!, address, lagging.MetricsAddress!);
        // Each of its trials fails with the third worker that it loses.
        await Watched.SubmitAsync(server, "isolated", Endless.Replace("replicates: 5", "replicates: 5000", StringComparison.Ordinal));
        await CancelAsync(watched.Address, Watched.Study);
        await Task.WhenAll(AskTooMuchAsync(narrow, crowded), AskForTroubleAsync(), LoseWorkersAsync(isolated, address.Authority), LagAsync(lagging, slow));
        await ReadsWellAsync();
    }

    private async Task AskTooMuchAsync(EmbeddedServer narrow, EmbeddedServer crowded)
    {
        await Watched.SubmitAsync(Of(narrow), "narrow", Endless);
        await Watched.SubmitAsync(Of(crowded), "hog", Endless);
        await Watched.SubmitAsync(Of(crowded), "starved", Starved);
        await FiresAsync("SweepSlotIdle", "instance", narrow.MetricsAddress!.Authority);
        await FiresAsync("SweepStalled", "sweep", "starved");
        await FiresAsync("SweepSeriesDropped", "instance", crowded.MetricsAddress!.Authority);
        await FiresAsync("SweepStoreSlow", "instance", narrow.MetricsAddress.Authority, () => HoldAsync("narrow.db"));
        await ReadsWellAsync();
        // What has shown its faults need not take processors from other tests any more.
        await CancelAsync(Of(narrow), "narrow");
        await CancelAsync(Of(crowded), "hog");
    }

    // As the system does where memory is short. Counts from before the first scrape are no increase, so one more dies until it is told.
    private async Task LoseWorkersAsync(SweepProcess silo, string instance) => await FiresAsync("SweepWorkersDying", "instance", instance, async () =>
    {
        var worker = await WorkerOf.FindAsync(silo);
        SweepProcess.Signal(worker, SweepProcess.Kill);
        await WorkerOf.Until(() => !WorkerOf.IsAlive(worker));
    });

    // Totals are sent one after another, so of those that follow the first held turn each takes its time or longer: all but
    // the few from before count as late, and the rule holds at each evaluation from the first of them that is scraped.
    private async Task LagAsync(EmbeddedServer lagging, SlowAggregators slow)
    {
        var instance = lagging.MetricsAddress!.Authority;
        await Watched.SubmitAsync(Of(lagging), "lagging", Brief);
        await Waits.UntilAsync(
            async () => await watched.Prometheus.QueryAsync($"sweep_telemetry_lag_seconds_count{{instance=\"{instance}\"}} > 0", DateTimeOffset.UtcNow) is not [],
            "totals to be sent", TimeSpan.FromMinutes(2));
        slow.Begin();
        await FiresAsync("SweepTelemetryLagging", "instance", instance);
    }

    // Many sweeps of one name, so that there are turns enough to be interrupted.
    private async Task AskForTroubleAsync()
    {
        for (var i = 0; i < 24; i++)
            await Watched.SubmitAsync(watched.Address, $"wild-{i}", Wild);
        await FiresAsync("SweepDiverging", "sweep", "wild");
        await FiresAsync("SweepGradientsExploding", "activation", "leaky_relu");
        await FiresAsync("SweepTurnsLong", "instance", watched.Metrics.Authority, StutterAsync);
        watched.Process.Signal(SweepProcess.Kill);
        await FiresAsync("SweepSiloLost", "instance", watched.Metrics.Authority);
        await FiresAsync("SweepSilosFewer", "job", "sweep");
    }

    private async Task<EmbeddedServer> StartAsync(string record, Silo.Hosting.SweepHostOptions options) => await EmbeddedServer.StartAsync(
        options with { StorePath = Path.Combine(watched.Folder.Path, record), DrainBound = TimeSpan.Zero },
        new() { Listen = ListenAddress.Parse("127.0.0.1:0") },
        new ConfinedData(new DataProvider(), "", anyPath: false));

    private static string Of(EmbeddedServer server) => server.Address.AbsoluteUri.TrimEnd('/');

    private static async Task CancelAsync(string server, string sweep)
    {
        using var client = new HttpClient();
        using var response = await client.PostAsync(new Uri($"{server}/api/v1/sweeps/{sweep}/cancel"), null);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    // What writes waits, as it does where a disk is slow.
    private async Task HoldAsync(string record)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(watched.Folder.Path, record)};Pooling=False");
        await connection.OpenAsync();
        await using var holding = connection.BeginTransaction(deferred: false);
        await Task.Delay(TimeSpan.FromSeconds(1.5));
    }

    // A container that has used up its share of the processors again and again: turns that were under way last longer.
    private async Task StutterAsync()
    {
        for (var i = 0; i < 8; i++)
            await StopAsync(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.05));
        await Task.Delay(TimeSpan.FromSeconds(1.2));
    }

    private async Task StopAsync(TimeSpan stopped, TimeSpan running)
    {
        watched.Process.Signal(Stop);
        await Task.Delay(stopped);
        watched.Process.Signal(Continue);
        await Task.Delay(running);
    }

    private async Task FiresAsync(string alert, string label, string value, Func<Task>? fault = null)
    {
        var clock = Stopwatch.StartNew();
        await Waits.UntilAsync(
            async () =>
            {
                if (fault is not null)
                    await fault();
                return (await AlertsAsync()).Any(fired => Label(fired, "alertname") == alert && Label(fired, label) == value && fired.GetProperty("state").GetString() == "firing");
            },
            $"{alert} with {label} {value} to fire",
            TimeSpan.FromMinutes(4));
        TestContext.Current.TestOutputHelper!.WriteLine($"{alert} after {clock.Elapsed.TotalSeconds:F0} s more");
    }

    private async Task<List<JsonElement>> AlertsAsync() => [.. (await watched.Prometheus.AskAsync("alerts")).GetProperty("alerts").EnumerateArray()];

    private static string? Label(JsonElement alert, string name) => alert.GetProperty("labels").TryGetProperty(name, out var value) ? value.GetString() : null;

    // A template that fails says so in what it makes.
    private async Task ReadsWellAsync()
    {
        foreach (var alert in await AlertsAsync())
        {
            foreach (var annotation in alert.GetProperty("annotations").EnumerateObject())
            {
                Assert.DoesNotContain("error", annotation.Value.GetString(), StringComparison.Ordinal);
                Assert.DoesNotContain("{{", annotation.Value.GetString(), StringComparison.Ordinal);
            }
        }
    }
}
