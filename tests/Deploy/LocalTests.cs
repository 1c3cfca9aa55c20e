using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Sweep.Deploy.Tests.Fixture;

namespace Sweep.Deploy.Tests;

/// <summary>deploy/local.sh, with the real Prometheus. Grafana is a stand-in: a script that says how it was started, and a server that answers for it.</summary>
public sealed class LocalTests : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-local-").FullName;
    private readonly int[] _ports = FreePorts(4);

    private string State => Path.Combine(_folder, "state");

    [Fact]
    public async Task It_starts_once_is_scraped_and_ends()
    {
        Tool.Need("prometheus", always: true);
        var said = await RunAsync("start");
        Assert.Contains($"Prometheus  http://127.0.0.1:{_ports[2]}\n", said, StringComparison.Ordinal);
        Assert.Contains("is not installed", said, StringComparison.Ordinal);
        var status = await RunAsync("status");
        Assert.Equal(2, status.Split('\n').Count(line => line.Contains("answers on port", StringComparison.Ordinal)));

        // Again is the same processes.
        await RunAsync("start");
        Assert.Equal(status, await RunAsync("status"));

        await Tool.RunAsync("dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "sweep.dll"), "submit", "examples/quickstart.yaml", "--server", $"http://127.0.0.1:{_ports[0]}", "--watch", "--quiet");
        Assert.Equal("1", await QueryAsync($"up{{job=\"sweep\",instance=\"127.0.0.1:{_ports[1]}\"}}", "1"));
        Assert.Equal("12", await QueryAsync("sum(sweep_trials_finished_total{sweep=\"quickstart\"})", "12"));

        await RunAsync("stop");
        var (code, ended, _) = await TryAsync("status");
        Assert.Equal((3, "sweep: ended\nprometheus: ended\n"), (code, ended));
        Assert.Contains("stopping", await File.ReadAllTextAsync(Path.Combine(State, "sweep.log")), StringComparison.Ordinal);
        await RunAsync("stop");
    }

    [Fact]
    public async Task A_port_of_somebody_elses_is_not_taken_for_ours()
    {
        Tool.Need("prometheus", always: true);
        using var other = new TcpListener(IPAddress.Loopback, _ports[0]);
        other.Start();
        var (code, _, error) = await TryAsync("start");
        Assert.Equal((1, $"local: port {_ports[0]} is in use; choose another with --port\n"), (code, error));
    }

    [Fact]
    public async Task Grafana_is_started_where_it_is_on_loopback_with_a_password_of_its_own()
    {
        Tool.Need("prometheus", always: true);
        var home = Path.Combine(_folder, "grafana");
        Directory.CreateDirectory(Path.Combine(home, "conf"));
        Directory.CreateDirectory(Path.Combine(home, "bin"));
        var program = Path.Combine(home, "bin/grafana");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho \"$@\" >'{home}/words'\nenv | grep -E '^(GF_|PROMETHEUS|SWEEP_)' >'{home}/env'\nexec sleep 600\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var answering = new Answering(_ports[3], Path.Combine(home, "env"));
        Assert.Contains($"Grafana     http://127.0.0.1:{_ports[3]} ", await RunAsync("start", "--grafana", home), StringComparison.Ordinal);
        Assert.Equal($"server --homepath {home}\n", await File.ReadAllTextAsync(Path.Combine(home, "words")));
        var variables = (await File.ReadAllLinesAsync(Path.Combine(home, "env"))).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(("127.0.0.1", $"{_ports[3]}"), (variables["GF_SERVER_HTTP_ADDR"], variables["GF_SERVER_HTTP_PORT"]));
        Assert.Equal($"http://127.0.0.1:{_ports[2]}", variables["PROMETHEUS_URL"]);
        Assert.True(Directory.Exists(variables["GF_PATHS_PROVISIONING"]));
        Assert.True(Directory.Exists(variables["SWEEP_DASHBOARDS"]));
        var password = variables["GF_SECURITY_ADMIN_PASSWORD__FILE"];
        Assert.Matches("^[0-9a-f]{32}$", await File.ReadAllTextAsync(password));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(password));
        await RunAsync("stop");
        Assert.False(File.Exists(Path.Combine(State, "grafana.pid")));
    }

    public async ValueTask DisposeAsync()
    {
        await TryAsync("stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private async Task<string> RunAsync(string verb, params string[] more)
    {
        var (code, output, error) = await TryAsync(verb, more);
        Assert.True(code == 0, $"{verb} ended with {code}\n{output}\n{error}");
        return output;
    }

    private async Task<(int Code, string Output, string Error)> TryAsync(string verb, params string[] more)
        => await Tool.TryAsync("deploy/local.sh", [
            "--state", State, "--sweep", Path.Combine(AppContext.BaseDirectory, "sweep"), "--workers", "1", "--grafana", Path.Combine(_folder, "none"),
            "--port", $"{_ports[0]}", "--metrics-port", $"{_ports[1]}", "--prometheus-port", $"{_ports[2]}", "--grafana-port", $"{_ports[3]}", .. more, verb]);

    /// <summary>What a query answers once it answers what is expected, or at the last after two minutes.</summary>
    private async Task<string?> QueryAsync(string query, string expected)
    {
        string? value = null;
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); value != expected && clock.Elapsed < TimeSpan.FromMinutes(2);)
        {
            await Task.Delay(200);
            using var answer = JsonDocument.Parse(await Http.GetStringAsync(new Uri($"http://127.0.0.1:{_ports[2]}/api/v1/query?query={Uri.EscapeDataString(query)}")));
            var result = answer.RootElement.GetProperty("data").GetProperty("result");
            value = result.GetArrayLength() == 1 ? result[0].GetProperty("value")[1].GetString() : null;
        }

        return value;
    }
}
