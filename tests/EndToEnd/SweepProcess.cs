using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Sweep.EndToEnd.Tests;

/// <summary>The <c>sweep</c> command, started as users start it, in a working folder of its own.</summary>
internal sealed class SweepProcess : IDisposable
{
    // SIGTERM, which the command hears as it hears Ctrl-C: SIGINT is ignored in processes that a script starts in the background.
    public const int Interrupt = 15;
    public const int Kill = 9;

    /// <summary>The exit code of a process that <see cref="Kill"/> ended.</summary>
    public const int Killed = 128 + Kill;

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task<string> _output;
    private readonly Task _errors;
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];
    private bool _hasSaidAll;

    private SweepProcess(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["NO_COLOR"] = "1";
        foreach (var variable in new[] { "SWEEP_STORE", "SWEEP_SERVER", "SWEEP_TOKEN" })
            start.Environment.Remove(variable);
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = ReadErrors();
    }

    public static SweepProcess Start(TempFolder folder, params string[] arguments) => new(Path.Combine(AppContext.BaseDirectory, "sweep.dll"), folder.Path, arguments);

    /// <summary>Starts the command of another build.</summary>
    public static SweepProcess StartProgram(string program, TempFolder folder, params string[] arguments) => new(program, folder.Path, arguments);

    /// <summary>Starts the command and waits for its end.</summary>
    public static async Task<SweepResult> RunAsync(TempFolder folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return await process.EndAsync();
    }

    public async Task<SweepResult> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await _process.WaitForExitAsync(limit.Token);
        var output = await _output;
        await _errors;
        return new(_process.ExitCode, output, _error.ToString());
    }

    /// <summary>Waits until standard error has shown the text, which it must before the command ends.</summary>
    public async Task SeeErrorAsync(string text)
    {
        TaskCompletionSource seen;
        lock (_error)
        {
            if (_error.ToString().Contains(text, StringComparison.Ordinal))
                return;
            Assert.False(_hasSaidAll, $"the command ended without '{text}'\n{_error}");
            _awaited.Add((text, seen = new(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        await seen.Task.WaitAsync(TimeSpan.FromMinutes(5));
    }

    /// <summary>What standard error has shown.</summary>
    public string ErrorSoFar
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    /// <summary>Whether the command ends by itself within this time.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task ReadErrors()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_error)
            {
                _error.AppendLine(line);
                foreach (var (text, seen) in _awaited)
                {
                    if (line.Contains(text, StringComparison.Ordinal))
                        seen.TrySetResult();
                }
            }
        }

        lock (_error)
        {
            _hasSaidAll = true;
            foreach (var (text, seen) in _awaited)
                seen.TrySetException(new InvalidOperationException($"the command ended without '{text}'\n{_error}"));
        }
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    public void Signal(int signal)
    {
        if (!_process.HasExited)
            Signal(_process.Id, signal);
    }

    /// <summary>Sends a signal to any process.</summary>
    public static void Signal(int process, int signal)
    {
        if (kill(process, signal) != 0)
            throw new InvalidOperationException($"signal {signal} could not be sent: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
