using System.Diagnostics;
using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

/// <summary>
/// Another process that says <c>opening;</c>, writes into a record and says what was acknowledged, a line each: <c>claim trial attempt;</c>,
/// <c>epoch trial epoch;</c>, <c>result trial digest;</c>. It goes on until it is killed.
/// </summary>
internal sealed class WriterProcess : IDisposable
{
    public const string Argument = "--write-until-killed";
    public const string Sweep = "crash";
    private const int Window = 16;
    private const int Epochs = 3;

    private readonly Process _process;

    private WriterProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static WriterProcess Start(string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Where the tests run under the dotnet command, it has to be told which program.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(WriterProcess).Assembly.Location);
        start.ArgumentList.Add(Argument);
        start.ArgumentList.Add(path);
        return new WriterProcess(Process.Start(start)!);
    }

    /// <summary>Reads the next acknowledgement; null where there is none any more. A line that the kill cut is none.</summary>
    public async Task<string?> ReadAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync();
        return line is not null && line.EndsWith(';') ? line[..^1] : null;
    }

    /// <summary>SIGKILL; returns what was acknowledged until then and not read yet.</summary>
    public async Task<List<string>> KillAsync()
    {
        _process.Kill();
        var rest = new List<string>();
        while (await ReadAsync() is { } line)
            rest.Add(line);
        await _process.WaitForExitAsync();
        return rest;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    public static string Digest(long trial) => string.Create(CultureInfo.InvariantCulture, $"digest-{trial}");

    public static async Task<int> RunAsync(string path, TextWriter output)
    {
        var lines = TextWriter.Synchronized(output);
        void Say(FormattableString line)
        {
            lines.WriteLine(line.ToString(CultureInfo.InvariantCulture));
            lines.Flush();
        }

        Say($"opening;");
        await using var store = await SqliteSweepStore.OpenAsync(path, StoreAccess.ReadWrite, TimeProvider.System);
        await store.CreateAsync(Sample.Sweep(Sweep));
        var finished = (await store.ReadFinishedIndicesAsync(Sweep).ToListAsync()).ToHashSet();
        var next = -1L;
        await Task.WhenAll(Enumerable.Range(0, Window).Select(async _ =>
        {
            while (true)
            {
                var trial = Interlocked.Increment(ref next);
                if (finished.Contains(trial))
                    continue;
                var claim = await store.ClaimAsync(Sweep, trial, "child", Sample.Time, TimeSpan.FromMinutes(1));
                Say($"claim {trial} {claim.Attempt};");
                for (var epoch = 1; epoch <= Epochs; epoch++)
                {
                    if (await store.AppendEpochsAsync(Sweep, trial, claim.Attempt, [Sample.Epoch(epoch, trial, Sample.Layer(1))]))
                        Say($"epoch {trial} {epoch};");
                }

                if (await store.FinishAsync(Sweep, trial, claim.Attempt, Sample.Finished(TrialOutcome.Completed, Digest(trial))))
                    Say($"result {trial} {Digest(trial)};");
            }
        }));
        return 0;
    }
}
