using System.Diagnostics;
using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

/// <summary>
/// Another process that says <c>opening;</c>, writes into a record and says what was acknowledged, a line each:
/// <c>claim trial attempt+epochs of its checkpoint;</c>, <c>epoch trial epoch;</c>, <c>checkpoint trial epochs;</c>, <c>result trial digest;</c>.
/// It goes on until it is killed. Asked to migrate, it only opens the record and says <c>open;</c>.
/// </summary>
internal sealed class WriterProcess : IDisposable
{
    public const string Argument = "--write-until-killed";
    public const string MigrateArgument = "--migrate";
    public const string Sweep = "crash";
    private const int Window = 16;
    private const int Epochs = 3;
    private const int StateBytes = 100_000;

    private readonly Process _process;

    private WriterProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static WriterProcess Start(string path, string argument = Argument)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Where the tests run under the dotnet command, it has to be told which program.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(WriterProcess).Assembly.Location);
        start.ArgumentList.Add(argument);
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

    /// <summary>Waits for the process's end, but not for longer than this.</summary>
    public async Task EndsWithinAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    public static string Digest(long trial) => string.Create(CultureInfo.InvariantCulture, $"digest-{trial}");

    /// <summary>The state that a checkpoint of a trial has, so large that it takes many pages.</summary>
    public static byte[] State(long trial, int epochs)
    {
        var state = new byte[StateBytes];
        for (var i = 0; i < state.Length; i++)
            state[i] = (byte)(trial * 7 + epochs * 13 + i * 31 + (i >> 8));
        return state;
    }

    public static async Task<int> MigrateAsync(string path, TextWriter output)
    {
        output.WriteLine("opening;");
        output.Flush();
        await using var store = await SqliteSweepStore.OpenAsync(path, StoreAccess.ReadWrite, TimeProvider.System);
        output.WriteLine("open;");
        output.Flush();
        return 0;
    }

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
                var behind = claim.Checkpoint?.Epochs ?? 0;
                if (claim.Checkpoint is { } found && !found.State.AsSpan().SequenceEqual(State(trial, behind)))
                    throw new InvalidOperationException($"The checkpoint of trial {trial} is not the one that was saved.");
                Say($"claim {trial} {claim.Attempt}+{behind};");
                for (var epoch = behind + 1; epoch <= Epochs; epoch++)
                {
                    if (await store.AppendEpochsAsync(Sweep, trial, claim.Attempt, [Sample.Epoch(epoch, trial, Sample.Layer(1))]))
                        Say($"epoch {trial} {epoch};");
                    if (await store.SaveCheckpointAsync(Sweep, trial, claim.Attempt, Sample.Checkpoint(epoch, State(trial, epoch))))
                        Say($"checkpoint {trial} {epoch};");
                }

                if (await store.FinishAsync(Sweep, trial, claim.Attempt, Sample.Finished(TrialOutcome.Completed, Digest(trial))))
                    Say($"result {trial} {Digest(trial)};");
            }
        }));
        return 0;
    }
}
