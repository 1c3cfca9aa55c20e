using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Sweep.Cluster.Tests.Fixture;

/// <summary>One <c>sweep-silo</c>, started as its users start it.</summary>
internal sealed class SiloProcess : IDisposable
{
    public const int Stop = 19;
    public const int Continue = 18;
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>Exit code of a silo that the others have declared dead.</summary>
    public const int Expelled = 3;

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(60) };

    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private SiloProcess(string store, SiloPorts ports)
    {
        Ports = ports;
        string[] arguments =
        [
            "exec", Programs.Silo,
            "--silo-port", Text(ports.Silo), "--gateway-port", Text(ports.Gateway), "--http", $"127.0.0.1:{Text(ports.Http)}",
            "--workers", "1", "--probe-timeout", "2", "--lease", "9", "--drain-timeout", "30",
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

    /// <summary>Where it is reached.</summary>
    public SiloPorts Ports { get; }

    /// <summary>Whether the process is still there.</summary>
    public bool Runs => !_process.HasExited;

    /// <summary>Where it serves the API.</summary>
    public string Server => $"http://127.0.0.1:{Text(Ports.Http)}";

    /// <summary>How instances of this process begin their names in the record.</summary>
    public string InstancePrefix => $"{Environment.MachineName}-{Text(_process.Id)}-";

    /// <summary>Starts one worker's silo, at given ports or at free ones.</summary>
    public static SiloProcess Start(string store, SiloPorts? ports = null) => new(store, ports ?? SiloPorts.Free());

    /// <summary>
    /// Waits until it is ready, or has ended, since a silo that is too slow in joining is declared dead, and one may have been
    /// asked to leave; tells which.
    /// </summary>
    public async Task<bool> JoinsAsync()
    {
        await Waits.UntilAsync(async () =>
        {
            Assert.True(Runs || _process.ExitCode is 0 or Expelled, $"the silo has ended\n{Log}");
            return !Runs || await IsReadyAsync();
        }, "the silo to be ready");
        return Runs;
    }

    /// <summary>What it answers to a scrape.</summary>
    public Task<string> ScrapeAsync() => Http.GetStringAsync(new Uri($"{Server}/metrics"));

    /// <summary>Asks something of a sweep, as <c>pause</c>. A silo that is too busy to answer is asked the same again.</summary>
    public async Task PostAsync(string sweep, string what)
    {
        await Waits.UntilAsync(async () =>
        {
            using var answer = await Http.PostAsync(new Uri($"{Server}/api/v1/sweeps/{sweep}/{what}"), null);
            Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.ServiceUnavailable, await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode;
        }, $"an answer to {what}");
    }

    /// <summary>Submits a spec and gives the sweep's id. A silo that is too busy to answer is asked the same again.</summary>
    public async Task<string> SubmitAsync(string spec)
    {
        var (key, said) = (Guid.NewGuid().ToString("N"), "");
        await Waits.UntilAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Server}/api/v1/sweeps")) { Content = new StringContent(spec, Encoding.UTF8, "application/yaml") };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await Http.SendAsync(request);
            said = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.ServiceUnavailable, said);
            return answer.IsSuccessStatusCode;
        }, "the sweep to be submitted");
        return JsonDocument.Parse(said).RootElement.GetProperty("id").GetString()!;
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri($"{Server}/readyz"));
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

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Note(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
