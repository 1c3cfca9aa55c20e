using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sweep.Cluster.Tests.Fixture;

/// <summary>One <c>sweep-silo</c>, started as its users start it.</summary>
internal sealed class SiloProcess : IDisposable
{
    public const int Stop = 19;
    public const int Continue = 18;
    public const int Terminate = 15;
    public const int Kill = 9;

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly int _httpPort;

    private SiloProcess(string store, int workers)
    {
        _httpPort = FreePort();
        string[] arguments =
        [
            "exec", Programs.Silo,
            "--silo-port", Text(FreePort()), "--gateway-port", Text(FreePort()), "--http", $"127.0.0.1:{Text(_httpPort)}",
            "--workers", Text(workers), "--probe-timeout", "2", "--drain-timeout", "30",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["SWEEP_STORE"] = store;
        _process = new() { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>What it has said last.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString(Math.Max(0, _log.Length - 3000), Math.Min(3000, _log.Length));
        }
    }

    /// <summary>Where it serves the API.</summary>
    public string Server => $"http://127.0.0.1:{Text(_httpPort)}";

    /// <summary>How instances of this process begin their names in the record.</summary>
    public string InstancePrefix => $"{Environment.MachineName}-{Text(_process.Id)}-";

    public static SiloProcess Start(string store, int workers = 1) => new(store, workers);

    public async Task WhenReadyAsync()
        => await Waits.UntilAsync(async () =>
        {
            Assert.False(_process.HasExited, $"the silo has ended\n{Log}");
            return await IsReadyAsync();
        }, "the silo to be ready");

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{Text(_httpPort)}/readyz"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public void Signal(int signal) => Tool.Signal(_process.Id, signal);

    /// <summary>Waits for its end and gives its exit code.</summary>
    public async Task<int> EndAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Note(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
