using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Sweep.Grains.Tests.Fixture;
using Sweep.Workers.Hosting;

namespace Sweep.Workers.Tests.Fixture;

/// <summary>Real worker processes, and what became of them.</summary>
internal sealed class Workers : IWorkerMeter, IDisposable
{
    /// <summary>SIGUSR1, at which a worker with the <see cref="StartupHook"/> aborts.</summary>
    public const int Abort = 10;

    public const int Kill = 9;
    public const int Stop = 19;

    private int _started;

    // Workers give way to all else, so that on a busy machine they are slow to say that they live and to obey.
    public Workers(WorkerCommand? command = null, TimeProvider? time = null, int silence = 600)
        => Trainer = new(new() { Command = command ?? Command, Silence = silence, Patience = TimeSpan.FromMinutes(1) }, time ?? TimeProvider.System, NullLogger<IsolatedTrainer>.Instance, this);

    /// <summary>The product's own worker.</summary>
    public static WorkerCommand Command { get; } = new("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "sweep.dll"), WorkerCommand.Verb]);

    /// <summary>The same with the <see cref="StartupHook"/>.</summary>
    public static WorkerCommand Hooked { get; } = new("/usr/bin/env", [$"DOTNET_STARTUP_HOOKS={typeof(StartupHook).Assembly.Location}", Command.FileName, .. Command.Arguments]);

    public IsolatedTrainer Trainer { get; }

    public int StartedCount => Volatile.Read(ref _started);

    public ConcurrentQueue<ExitCause> Causes { get; } = [];

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static void Signal(int process, int signal)
    {
        if (kill(process, signal) != 0)
            throw new InvalidOperationException($"signal {signal} could not be sent: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Sends a signal to the process of a slot.</summary>
    public void Signal(int signal) => Signal(Assert.Single(Trainer.Processes).ProcessId, signal);

    public void Started() => Interlocked.Increment(ref _started);

    public void Ended(ExitCause cause)
    {
        Causes.Enqueue(cause);
        _ended.TrySetResult();
    }

    /// <summary>Sends a signal to the one process, and waits for its end to be noticed.</summary>
    public void EndBy(int signal)
    {
        Signal(signal);
        WaitForEnd();
    }

    /// <summary>Waits until the end of a process has been noticed.</summary>
    public void WaitForEnd() => Waits.Within(_ended.Task, "the end of the worker to be noticed").GetAwaiter().GetResult();

    public void Dispose() => Trainer.Dispose();

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
