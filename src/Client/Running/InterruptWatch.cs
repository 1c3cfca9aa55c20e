using System.Runtime.InteropServices;

namespace Sweep.Client.Running;

/// <summary>
/// Hears SIGINT (Ctrl-C) and SIGTERM. The first asks for a clean stop; the second gets the system's own answer, which
/// ends the process at once. It listens until the process ends, so that a signal that comes while results are printed
/// does not cut them short.
/// </summary>
internal sealed class InterruptWatch
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // Held, since a registration that is collected no longer listens.
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Begins to listen.</summary>
    public InterruptWatch()
        => _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];

    /// <summary>Waits for a while. True where a stop has been asked for.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, TimeProvider time)
        => await Task.WhenAny(_asked.Task, Task.Delay(atMost, time)) == _asked.Task;

    /// <summary>Does something at once when a stop is asked for.</summary>
    public void WhenAsked(Action act) => _asked.Task.ContinueWith(_ => act(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>Waits until a stop is asked for.</summary>
    public Task WaitAsync() => _asked.Task;

    private void Handle(PosixSignalContext context)
    {
        if (_asked.TrySetResult())
            context.Cancel = true;
        else
            Environment.Exit(ExitCodes.Interrupted);
    }
}
