using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sweep.Monitoring.Tests.Fixture;

/// <summary>
/// A server that runs a sweep, and a Prometheus that watches it with the committed rules, each alert but firing after 5
/// seconds. Dashboards are tried at a moment at which the sweep ran and trained; only afterwards anything is broken.
/// </summary>
public sealed partial class Watched : IAsyncLifetime
{
    /// <summary>Name of the sweep that is watched.</summary>
    public const string Study = "study";

    private const string Spec = """
        name: study
        dataset: digits
        model: {hidden: [64, 64, 64, 64]}
        training: {epochs: 20, batch_size: 32, clip: {norm: 1}}
        checkpoint: {every_epochs: 3}
        vary:
          activation: [sigmoid, tanh, relu]
          dropout: [0, 0.3]
        replicates: 10000
        """;

    // A scrape under way has the time of its begin, and may yet fail.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(20);

    // What has to be there at the moment at which dashboards are tried: all but trouble.
    private static readonly string[] Conditions =
    [
        "up{job=\"sweep\"} == 1", "sum(sweep_trials{state=\"completed\"}) >= 30", "count(sweep_slot_decay_slope) >= 1", "count(sweep_level_verdict_share) >= 1", "sum(sweep_leader_info) >= 10",
        "sum(rate(sweep_checkpoint_size_bytes_count[10s])) > 0", "sum(rate(sweep_trials_finished_total{outcome=\"completed\"}[10s])) > 0", "sweep_end_estimate_timestamp_seconds",
        "sum(rate(sweep_telemetry_lag_seconds_count[10s])) > 0", "job_sweep:sweep_trials_finished:rate5m > 0", "job_instance:sweep_telemetry_lag_seconds:p99_rate10m >= 0",
    ];

    private readonly TempFolder _folder = new();
    private SweepProcess? _process;
    private PrometheusServer? _prometheus;

    /// <summary>Begin and end of what dashboards show.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Range { get; private set; }

    internal PrometheusServer Prometheus => _prometheus!;

    internal SweepProcess Process => _process!;

    internal TempFolder Folder => _folder;

    internal string Address { get; private set; } = "";

    internal Uri Metrics { get; private set; } = null!;

    /// <summary>What a scrape of the server at work holds.</summary>
    internal string Scrape { get; private set; } = "";

    /// <summary>What Prometheus had logged until then.</summary>
    internal string Log { get; private set; } = "";

    /// <summary>Skips the test where there is no Prometheus; fails it in CI.</summary>
    internal static void Need() => Tool.Need("prometheus", always: true);

    public async ValueTask InitializeAsync()
    {
        if (!Tool.IsThere("prometheus"))
            return;
        try
        {
            await StartAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_prometheus is not null)
            await _prometheus.DisposeAsync();
        _process?.Dispose();
        _folder.Dispose();
    }

    /// <summary>Has more silos scraped, under a job of their own.</summary>
    internal void Watch(string job, params Uri[] metrics)
        => _folder.Write($"{job}.targets.json", $$"""[{"targets": [{{string.Join(',', metrics.Select(uri => $"\"{uri.Authority}\""))}}]}]""");

    /// <summary>Waits until a server serves, and reads where.</summary>
    internal static async Task<(string Address, Uri Metrics)> ServingAsync(SweepProcess server)
    {
        await server.SeeErrorAsync("metrics at ");
        var addresses = Addresses().Matches(server.ErrorSoFar);
        return (addresses[0].Value.TrimEnd('/'), new(addresses[1].Value));
    }

    /// <summary>Submits a sweep to a server.</summary>
    internal static async Task SubmitAsync(string server, string id, string spec)
    {
        using var client = new HttpClient();
        using var body = new StringContent(spec, Encoding.UTF8, "application/yaml");
        using var response = await client.PostAsync(new Uri($"{server}/api/v1/sweeps?id={id}"), body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task StartAsync()
    {
        _process = SweepProcess.Start(_folder, "serve", "--listen", "127.0.0.1:0", "--metrics-port", "0", "--store", "study.db", "--workers", "2");
        (Address, Metrics) = await ServingAsync(_process);
        await SubmitAsync(Address, Study, Spec);
        // The first scrape of a process is the slowest by far.
        using var client = new HttpClient();
        await client.GetStringAsync(Metrics);
        _prometheus = await PrometheusServer.StartAsync(_folder.Write("prometheus.yml", Configuration()), Path.Combine(_folder.Path, "data"));
        var begin = DateTimeOffset.UtcNow;
        await Waits.UntilAsync(
            async () => await IsAtWorkAsync(DateTimeOffset.UtcNow - Settled) && DateTimeOffset.UtcNow - begin >= Shown, "the sweep to be at work", TimeSpan.FromMinutes(3));
        Scrape = await client.GetStringAsync(Metrics);
        Log = Prometheus.Log;
    }

    private async Task<bool> IsAtWorkAsync(DateTimeOffset at)
    {
        foreach (var condition in Conditions)
        {
            if (await Prometheus.QueryAsync(condition, at) is [])
                return false;
        }

        Range = (at - Shown, at);
        return true;
    }

    // The product's rules; alerts alone are a copy, since nobody waits for a quarter of an hour.
    private string Configuration()
    {
        var alerts = Repository.Text("deploy/prometheus/rules/alerts.yml");
        var hastened = _folder.Write("alerts.yml", ForPattern().Replace(alerts, "for: 5s"));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 1s}
            rule_files: ["{{Repository.PathOf("deploy/prometheus/rules/recording.yml")}}", "{{hastened}}"]
            scrape_configs:
              - job_name: sweep
                static_configs: [{targets: ["{{Metrics.Authority}}"]}]
              - job_name: sweep-faulty
                file_sd_configs: [{files: ["{{_folder.Path}}/sweep-faulty.targets.json"]}]
            """);
    }

    [GeneratedRegex("http://[^,\\s]+")]
    private static partial Regex Addresses();

    [GeneratedRegex(@"(?<=^ +)for: \w+", RegexOptions.Multiline)]
    private static partial Regex ForPattern();
}
