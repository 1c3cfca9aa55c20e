using Microsoft.Extensions.Logging;
using Sweep.Core.Schedulers;
using Sweep.Grains.Contracts;
using Sweep.Storage;

namespace Sweep.Grains;

/// <summary>Pauses, cancellation, and the end of a sweep.</summary>
public sealed partial class SweepGrain
{
    /// <inheritdoc/>
    public async Task<SweepStatus> PauseAsync()
    {
        if (_phase == SweepPhase.Running)
            await _opening;
        if (_phase is not (SweepPhase.Running or SweepPhase.Pausing))
            return Status();
        var drained = await StopAsync(SweepPhase.Pausing);
        await drained;
        return Status();
    }

    /// <inheritdoc/>
    public async Task<SweepStatus> CancelAsync()
    {
        if (_phase == SweepPhase.Running)
            await _opening;
        if (_phase == SweepPhase.Running || IsStopping)
            await store.RequestAsync(Id, SweepRequest.Cancel, time.GetUtcNow());
        if (_phase == SweepPhase.Running || IsStopping)
        {
            var drained = await StopAsync(SweepPhase.Cancelling);
            await drained;
        }
        else
        {
            // Also where this activation knows of an end: another, that was cut off, may have written a pause over it.
            await CancelAtRestAsync();
        }

        return Status();
    }

    /// <inheritdoc/>
    public async Task ReportProblemAsync(string problem)
    {
        if ((_phase != SweepPhase.Running && !IsStopping) || !_isOpen || _problem is not null)
            return;
        _problem = problem;
        LogPausedByProblem(Id, problem);

        // The record may not take anything in any more, so trials in flight are not waited for: what they write is
        // refused or kept, and a resumed sweep looks.
        if (_phase == SweepPhase.Running)
            _phase = SweepPhase.Pausing;
        await ApplyAsync(new SchedulerEvent.StopRequested());
        await AskBackAllAsync();
        if (IsStopping)
            await EndAsync(stopped: true);
    }

    private async Task SpendBudgetAsync()
    {
        await _opening;
        if (_phase != SweepPhase.Running)
            return;
        _budgetSpent = true;
        LogBudgetSpent(Id);
        await StopAsync(SweepPhase.Pausing);
    }

    // Answers once every trial in flight was asked back; with a task that ends once none is in flight.
    private async Task<Task> StopAsync(SweepPhase phase)
    {
        _phase = phase;
        var drained = _drained ??= new();
        await ApplyAsync(new SchedulerEvent.StopRequested());
        await AskBackAllAsync();
        return drained.Task;
    }

    // Nothing is in flight, so what an interrupted run left is stopped, and the record told.
    private async Task CancelAtRestAsync()
    {
        var (record, plan) = await plans.RefreshAsync(Id);
        if (record.State is SweepState.Finished or SweepState.Cancelled)
        {
            Count(await store.CountAsync(Id));
            _state = _scheduler.Begin(plan.Trials, pool.Window);
            Close(record.State == SweepState.Finished ? SweepPhase.Finished : SweepPhase.Cancelled);
            return;
        }

        await store.RequestAsync(Id, SweepRequest.Cancel, time.GetUtcNow());
        _problem = null;
        _state = _scheduler.Begin(plan.Trials, pool.Window);
        await EndCancelledAsync();
    }

    private Task EndCancelledAsync()
    {
        _phase = SweepPhase.Cancelling;
        _isOpen = true;
        return EndAsync(stopped: true);
    }

    // All together, for one that is just being claimed answers late. The last first: those that wait come before those that
    // train, whose workers would turn to them.
    private Task AskBackAllAsync() => Task.WhenAll(_state.InFlight.Reverse().Select(AskBackAsync).ToList());

    private Task AskBackAsync(long trial)
        => AskAsync(trial, _phase == SweepPhase.Cancelling ? static grain => grain.StopAsync() : static grain => grain.ReleaseAsync());

    // The request to cancel stands in the record from before the first trial is stopped until the record says that the sweep
    // is cancelled: whoever comes to the end of a sweep that another activation was cancelling finds it.
    private async Task EndAsync(bool stopped)
    {
        var cancelling = _phase == SweepPhase.Cancelling;
        var cancelled = cancelling;
        try
        {
            cancelled = cancelled || (!stopped && await store.ReadRequestAsync(Id) == SweepRequest.Cancel);
            if (cancelled)
                await StopLeftAsync();
            var state = cancelled ? SweepState.Cancelled : stopped ? SweepState.Paused : SweepState.Finished;
            cancelled |= !await store.SetStateAsync(Id, state, time.GetUtcNow());
        }
#pragma warning disable CA1031 // Whatever it was is told; let through, it would leave the sweep neither running nor over.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // The record keeps saying that the sweep runs, which resuming it mends.
            _problem ??= Problem.Of(exception);
            LogPausedByProblem(Id, Problem.Of(exception));
            (stopped, cancelled) = (true, false);
        }

        await SleepAsync();

        // Until here a cancellation takes the pause for one under way, and waits for its end.
        if (stopped && !cancelled && !cancelling && _phase == SweepPhase.Cancelling)
            await EndAsync(stopped);
        else
            Close(cancelled ? SweepPhase.Cancelled : stopped ? SweepPhase.Paused : SweepPhase.Finished);
    }

    // Trials that an earlier run began and this one has not come to are in no window, but have epochs; some may run still.
    private async Task StopLeftAsync()
    {
        var left = new List<long>();
        await foreach (var lease in store.ReadLeasesAsync(Id))
        {
            left.Add(lease.Index);
        }

        foreach (var trial in left)
            await AskAsync(trial, static grain => grain.StopAsync());
        Count(await store.CountAsync(Id));
    }

    private void Close(SweepPhase phase)
    {
        _phase = phase;
        _looking?.Dispose();
        _looking = null;
        _budget?.Dispose();
        _budget = null;
        _drained?.TrySetResult();
        plans.Forget(Id);
    }

    [LoggerMessage(9, LogLevel.Information, "Sweep {Sweep} pauses: its time budget is spent")]
    private partial void LogBudgetSpent(string sweep);
}
