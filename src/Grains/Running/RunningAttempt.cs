using Sweep.Core.Results;

namespace Sweep.Grains.Running;

/// <summary>The attempt that a trial's grain has with its trainers.</summary>
internal sealed class RunningAttempt(HeldLease lease) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationTokenSource _release = new();

    /// <summary>Its number; 0 until it is claimed.</summary>
    public int Number { get; private set; }

    /// <summary>Attempts that failed before, and this one once it has.</summary>
    public int Failures { get; set; }

    /// <summary>The last epoch that the record has of it.</summary>
    public EpochReport? Last { get; set; }

    /// <summary>Whether it was asked back.</summary>
    public bool IsReleasing => _release.IsCancellationRequested;

    /// <summary>Whether the trial is to end for good.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Takes it back at once.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Asks it back.</summary>
    public CancellationToken Release => _release.Token;

    /// <summary>It was claimed.</summary>
    public void Claimed(int number, int failures)
    {
        (Number, Failures) = (number, failures);
        lease.Hold(number, Cancel);
    }

    /// <summary>Asks it back.</summary>
    public void AskBack() => _release.Cancel();

    /// <summary>Takes it back at once. Safe on any thread, also after its end.</summary>
    public void Cancel()
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Its end has come first, and there is nothing to take back.
        }
    }

    /// <summary>Takes it back at once, for good.</summary>
    public void Stop()
    {
        IsStopping = true;
        Cancel();
    }

    /// <summary>Its end has come, and is being written.</summary>
    public void Settle() => lease.Settle();

    /// <summary>The trial is held no more. Tokens stay good, for a trainer may still hold them.</summary>
    public void Dispose()
    {
        lease.Drop();
        _release.Dispose();
        _cancellation.Dispose();
    }
}
