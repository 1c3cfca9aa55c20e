using System.Runtime.InteropServices;

namespace Sweep.Server;

/// <summary>Hears SIGTERM and SIGINT. The first asks for an orderly end; the second gets the system's own answer.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Begins to listen.</summary>
    public StopSignal()
        => _registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];

    /// <summary>Completes when the process is asked to end.</summary>
    public Task Asked => _asked.Task;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void Handle(PosixSignalContext context) => context.Cancel = _asked.TrySetResult();
}
