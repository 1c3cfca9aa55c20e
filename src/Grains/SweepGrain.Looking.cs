using Sweep.Grains.Contracts;
using Sweep.Storage;

namespace Sweep.Grains;

/// <summary>What a running sweep looks after by itself, whatever else happens or does not.</summary>
public sealed partial class SweepGrain
{
    private long _reconciled;

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await ObeyAsync();
            if (time.GetElapsedTime(_reconciled) < _timings.Reconciliation)
                return;
            _reconciled = time.GetTimestamp();
            await ReconcileAsync(cancellation);
        }
#pragma warning disable CA1031 // Whatever the record fails with now, the next look may find it well; trials tell of what they meet themselves.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotLooked(Id, exception);
        }
    }

    // What is asked is begun here and ends later: a look that waited for the last trial would keep the next from coming.
    private async Task ObeyAsync()
    {
        var opening = _opening;
        if (!opening.IsCompleted)
            return;
        var request = await store.ReadRequestAsync(Id);

        // The answer may be so late that another run has been begun: this one's requests are none of it.
        if (_opening != opening)
            return;
        if (request == SweepRequest.Cancel && _phase is SweepPhase.Running or SweepPhase.Pausing)
            await StopAsync(SweepPhase.Cancelling);
        else if (request == SweepRequest.Pause && _phase == SweepPhase.Running)
            await StopAsync(SweepPhase.Pausing);
    }

    // Messages are delivered at most once, and silos are lost. A trial in flight that nobody holds is begun again; it tells
    // of its result or claims a new attempt. Sets are compared, for numbers of trials and of leases may agree while
    // one is lost and another is held for nobody. While the sweep stops, all are asked back again.
    private async Task ReconcileAsync(CancellationToken cancellation)
    {
        // By another activation, and the request is fulfilled with it.
        var opening = _opening;
        if (await store.FindAsync(Id, cancellation) is { State: SweepState.Cancelled } && _opening == opening && _phase is SweepPhase.Running or SweepPhase.Pausing)
            await StopAsync(SweepPhase.Cancelling);
        var inFlight = _state.InFlight;
        var live = new HashSet<long>();
        if (!IsStopping)
        {
            await foreach (var lease in store.ReadLeasesAsync(Id, cancellation))
            {
                if (lease.Live)
                    live.Add(lease.Index);
            }
        }

        foreach (var trial in inFlight)
        {
            if (cancellation.IsCancellationRequested || live.Contains(trial) || !_state.InFlight.Contains(trial))
                continue;
            if (IsStopping)
                await AskBackAsync(trial);
            else
                await BeginAsync(trial);
        }
    }
}
