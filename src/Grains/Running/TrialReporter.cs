using System.Buffers;
using System.Collections.Immutable;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;

namespace Sweep.Grains.Running;

/// <summary>
/// Sends the epochs and states of one attempt to its grain, in order and one call at a time. What comes while a call is
/// under way goes together with the next one, so a slow store makes messages larger and never makes training wait.
/// </summary>
internal sealed class TrialReporter(TrainingJob job, TimeProvider time, TimeSpan period)
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _epochs = new();
    private AttemptCheckpoint? _checkpoint;
    private Task _sending = Task.CompletedTask;
    private Exception? _failure;
    private long _sent = time.GetTimestamp();
    private bool _busy;

    /// <summary>Whether a state waits to be sent.</summary>
    public bool HasCheckpoint
    {
        get
        {
            lock (_gate)
                return _checkpoint is not null;
        }
    }

    /// <summary>Takes one epoch.</summary>
    public void Add(EpochReport epoch)
    {
        lock (_gate)
            EpochReportCodec.Write(_epochs, epoch);
    }

    /// <summary>Takes the training's state behind all epochs that were added, in place of an older one that still waits.</summary>
    public void Add(int behind, ImmutableArray<byte> state, double seconds)
    {
        lock (_gate)
            _checkpoint = new(job.Attempt, [], behind, state, seconds);
    }

    /// <summary>Sends what waits, unless a call is under way or it is too early for epochs alone.</summary>
    /// <exception cref="InvalidOperationException">An earlier call failed.</exception>
    public void SendIfDue()
    {
        ThrowIfFailed();
        lock (_gate)
        {
            if (_busy || !IsDue)
                return;
            _busy = true;
        }

        _sending = SendAsync();
    }

    /// <summary>Waits for the call under way, and sends a state that waits. Called once, when nothing is added any more.</summary>
    /// <exception cref="InvalidOperationException">A call failed.</exception>
    /// <exception cref="OperationCanceledException">The attempt was taken back while it waited.</exception>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        await WaitAsync(cancellation).ConfigureAwait(false);
        if (!HasCheckpoint)
            return;
        SendIfDue();
        await WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The epochs that have not been sent.</summary>
    public ImmutableArray<byte> Take()
    {
        lock (_gate)
        {
            var bytes = ImmutableArray.Create(_epochs.WrittenSpan);
            _epochs.ResetWrittenCount();
            return bytes;
        }
    }

    private bool IsDue => _checkpoint is not null || (_epochs.WrittenCount > 0 && time.GetElapsedTime(_sent) >= period);

    private async Task SendAsync()
    {
        try
        {
            while (Next() is { } call)
                await call.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a call fails with, the attempt ends by it; that is told where the training is.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Volatile.Write(ref _failure, exception);
        }
    }

    private Task? Next()
    {
        AttemptCheckpoint? checkpoint;
        lock (_gate)
        {
            if (!IsDue)
            {
                _busy = false;
                return null;
            }

            (checkpoint, _checkpoint) = (_checkpoint, null);
            _sent = time.GetTimestamp();
        }

        return checkpoint is null ? job.Grain.ReportAsync(job.Attempt, Take()) : job.Grain.CheckpointAsync(checkpoint with { Epochs = Take() });
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        if (!_sending.IsCompleted)
        {
            await Task.WhenAny(_sending, Task.Delay(Timeout.InfiniteTimeSpan, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }

        ThrowIfFailed();
    }

    private void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
            throw new InvalidOperationException("the trial's grain did not take in its epochs", failure);
    }
}
