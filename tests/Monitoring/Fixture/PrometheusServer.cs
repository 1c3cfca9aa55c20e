using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Sweep.Monitoring.Tests.Fixture;

/// <summary>Debian's Prometheus on a free port of loopback, with its data in a folder of the test's.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client;
    private readonly StringBuilder _log = new();
    private readonly Task _logging;

    private PrometheusServer(Process process, int port)
    {
        _process = process;
        _client = new() { BaseAddress = new($"http://127.0.0.1:{port}/") };
        _logging = ReadLog();
    }

    /// <summary>What it has written so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    public static async Task<PrometheusServer> StartAsync(string config, string data)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("prometheus", [$"--config.file={config}", $"--storage.tsdb.path={data}", $"--web.listen-address=127.0.0.1:{port}"]) { RedirectStandardError = true };
        var server = new PrometheusServer(Process.Start(start)!, port);
        try
        {
            await Waits.UntilAsync(server.IsReadyAsync, "Prometheus to be ready", TimeSpan.FromMinutes(1));
            return server;
        }
        catch (TimeoutException)
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What an endpoint of its API answers to a question that it must understand.</summary>
    public async Task<JsonElement> AskAsync(string endpoint, params (string Name, string Value)[] form)
    {
        var (status, answer) = await TryAskAsync(endpoint, form);
        Assert.True(status == HttpStatusCode.OK, $"{endpoint} {string.Join(' ', form)}: {answer}");
        return answer.GetProperty("data");
    }

    /// <summary>The same, whatever it answers.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> TryAskAsync(string endpoint, params (string Name, string Value)[] form)
    {
        var query = string.Join('&', form.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        using var response = await _client.GetAsync(new Uri($"api/v1/{endpoint}?{query}", UriKind.Relative));
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }

    /// <summary>The series of an expression at one time.</summary>
    public async Task<List<JsonElement>> QueryAsync(string expression, DateTimeOffset at)
        => [.. (await AskAsync("query", ("query", expression), ("time", Text(at)))).GetProperty("result").EnumerateArray()];

    /// <summary>The series of an expression over time.</summary>
    public async Task<List<JsonElement>> RangeAsync(string expression, DateTimeOffset from, DateTimeOffset to, int step = 1)
        => [.. (await AskAsync("query_range", ("query", expression), ("start", Text(from)), ("end", Text(to)), ("step", $"{step}"))).GetProperty("result").EnumerateArray()];

    /// <summary>The one number of an expression at one time; NaN where there is none.</summary>
    public async Task<double> NumberAsync(string expression, DateTimeOffset at)
        => await QueryAsync(expression, at) is [var one] ? double.Parse(one.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture) : double.NaN;

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _logging;
        _process.Dispose();
        _client.Dispose();
    }

    private static string Text(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000.0).ToString("F3", CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(_process.HasExited, Log);
        try
        {
            using var response = await _client.GetAsync(new Uri("-/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task ReadLog()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_log)
                _log.AppendLine(line);
        }
    }
}
