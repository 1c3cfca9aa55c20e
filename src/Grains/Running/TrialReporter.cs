using System.Buffers;
using System.Collections.Immutable;
using Sweep.Core.Results;

namespace Sweep.Grains.Running;

/// <summary>
/// Sends the epochs of one attempt to its grain, in order and one call at a time. Epochs that end while a call is under
/// way go together with the next one, so a slow store makes messages larger and never makes training wait.
/// Used by one trainer thread.
/// </summary>
internal sealed class TrialReporter(TrainingJob job)
{
    private readonly ArrayBufferWriter<byte> _pending = new();
    private Task _call = Task.CompletedTask;

    /// <summary>The call under way; completed where there is none.</summary>
    public Task UnderWay => _call;

    /// <summary>Takes one epoch and sends what waits, if nothing is under way.</summary>
    /// <exception cref="InvalidOperationException">An earlier call failed.</exception>
    public void Report(EpochReport epoch)
    {
        EpochReportCodec.Write(_pending, epoch);
        if (!_call.IsCompleted)
            return;
        ThrowIfFailed();
        _call = job.Grain.ReportAsync(job.Attempt, Take());
    }

    /// <summary>Waits for the call under way and hands out what has not been sent.</summary>
    /// <exception cref="InvalidOperationException">A call failed.</exception>
    /// <exception cref="OperationCanceledException">The attempt was taken back while it waited.</exception>
    public ImmutableArray<byte> Drain(CancellationToken cancellation)
    {
        // A trainer's thread is its own: it may wait, and only here.
        Task.WaitAny([_call], cancellation);
        ThrowIfFailed();
        return Take();
    }

    private ImmutableArray<byte> Take()
    {
        var bytes = ImmutableArray.Create(_pending.WrittenSpan);
        _pending.ResetWrittenCount();
        return bytes;
    }

    private void ThrowIfFailed()
    {
        if (!_call.IsCompletedSuccessfully)
            throw new InvalidOperationException("the trial's grain did not take in its epochs", _call.Exception);
    }
}
