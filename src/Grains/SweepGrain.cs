using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Sweep.Core.Results;
using Sweep.Core.Schedulers;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Storage;

namespace Sweep.Grains;

/// <summary>
/// Owns one sweep. It feeds the scheduler with events, carries out what the scheduler decides, and keeps a bounded window
/// of trials in flight. Reentrant, since trials that it awaits call it back; state changes before each await.
/// How it pauses and is cancelled stands in SweepGrain.Stopping.cs, what it looks after by itself in SweepGrain.Looking.cs.
/// </summary>
[Reentrant]
public sealed partial class SweepGrain(
    ISweepStore store,
    PlanCache plans,
    ITrainerPool pool,
    TimeProvider time,
    ILogger<SweepGrain> logger,
    GrainTimings? timings = null) : Grain, ISweepGrain, IRemindable
{
    private const int BegunTogether = 64;

    private readonly GrainTimings _timings = timings ?? new();
    private readonly RunAll _scheduler = new();
    private readonly Dictionary<TrialOutcome, long> _outcomes = [];
    private RunAllState _state = new() { Trials = 0, Window = 1 };
    private SweepPhase _phase = SweepPhase.Idle;
    private Task _opening = Task.CompletedTask;
    private bool _isOpen;
    private TaskCompletionSource? _drained;
    private IGrainTimer? _looking;
    private IGrainTimer? _budget;
    private bool _budgetSpent;
    private string? _problem;

    private string Id => this.GetPrimaryKeyString();

    private bool IsStopping => _phase is SweepPhase.Pausing or SweepPhase.Cancelling;

    /// <inheritdoc/>
    public async Task<SweepStatus> StartAsync()
    {
        if (_phase != SweepPhase.Running && !IsStopping)
        {
            var before = _phase;
            _phase = SweepPhase.Running;
            _opening = OpenAsync(before);
        }

        await _opening;
        return Status();
    }

    /// <inheritdoc/>
    public Task<SweepStatus> GetStatusAsync() => Task.FromResult(Status());

    /// <inheritdoc/>
    public Task TrialFinishedAsync(TrialFinished finished)
    {
        if (!_state.InFlight.Contains(finished.Trial))
            return Task.CompletedTask;
        _outcomes[finished.Outcome] = _outcomes.GetValueOrDefault(finished.Outcome) + 1;
        return ApplyAsync(new SchedulerEvent.TrialFinished(finished.Trial, finished.Outcome, finished.Objective));
    }

    /// <inheritdoc/>
    public Task TrialReleasedAsync(long trial)
        => _state.InFlight.Contains(trial) ? ApplyAsync(new SchedulerEvent.TrialLost(trial)) : Task.CompletedTask;

    private async Task OpenAsync(SweepPhase before)
    {
        try
        {
            // Until the record is read, late news of trials that were in flight before is none of this run's.
            _isOpen = false;
            _state = _state with { InFlight = [] };
            var (record, plan) = await plans.RefreshAsync(Id);
            var (counts, finished) = await ReadFinishedAsync();
            _problem = null;
            _drained = null;
            Count(counts);
            _budgetSpent = false;
            _state = _scheduler.Begin(plan.Trials, pool.Window);
            if (record.State == SweepState.Cancelled || (record.State == SweepState.Finished && before == SweepPhase.Finished))
            {
                Close(record.State == SweepState.Cancelled ? SweepPhase.Cancelled : SweepPhase.Finished);
                return;
            }

            // Who resumes a paused sweep wants no more of a pause that was asked for before; a sweep that ran until its silo
            // was lost still owes it. A cancellation may be half done: it is owed in any case.
            var request = await store.ReadRequestAsync(Id);
            if (request == SweepRequest.Cancel)
            {
                await EndCancelledAsync();
                return;
            }

            if (request == SweepRequest.Pause && record.State == SweepState.Paused)
                await store.RequestAsync(Id, SweepRequest.None, time.GetUtcNow());
            await StayAwakeAsync();
            if (!await store.SetStateAsync(Id, SweepState.Running, time.GetUtcNow()))
            {
                await SleepAsync();
                Close(SweepPhase.Cancelled);
                return;
            }

            _reconciled = time.GetTimestamp();
            _looking = this.RegisterGrainTimer(LookAsync, new GrainTimerCreationOptions(_timings.Requests, _timings.Requests) { KeepAlive = true, Interleave = true });
            _isOpen = true;
            if (plan.Spec.SweepTimeBudget > 0)
                _budget = this.RegisterGrainTimer(SpendBudgetAsync, new GrainTimerCreationOptions(TimeSpan.FromSeconds(plan.Spec.SweepTimeBudget), Timeout.InfiniteTimeSpan) { KeepAlive = true, Interleave = true });
            await ApplyAsync(new SchedulerEvent.Resumed(finished));
        }
        catch
        {
            Close(SweepPhase.Idle);
            throw;
        }
    }

    // Attempts from before may still finish while this is read; the two answers are taken once they agree.
    private async Task<(TrialCounts Counts, IndexRanges Finished)> ReadFinishedAsync()
    {
        while (true)
        {
            var finished = new IndexRangesBuilder();
            await foreach (var index in store.ReadFinishedIndicesAsync(Id))
                finished.Append(index);
            var counts = await store.CountAsync(Id);
            if (finished.Build() is var ranges && counts.Finished == ranges.Count)
                return (counts, ranges);
        }
    }

    private void Count(TrialCounts counts)
    {
        _outcomes[TrialOutcome.Completed] = counts.Completed;
        _outcomes[TrialOutcome.Diverged] = counts.Diverged;
        _outcomes[TrialOutcome.Failed] = counts.Failed;
        _outcomes[TrialOutcome.Stopped] = counts.Stopped;
    }

    // Two steps: what happened, then how many slots are free after it. State changes before anything is awaited, so
    // events that come in meanwhile find it up to date.
    private async Task ApplyAsync(SchedulerEvent happened)
    {
        var actions = Take(happened);
        if (_phase == SweepPhase.Running)
        {
            // Silos come and go, and the window with them.
            _state = _state with { Window = pool.Window };
            actions = [.. actions, .. Take(new SchedulerEvent.SlotsFree(pool.Window - _state.InFlight.Count))];
        }

        await BeginAsync([.. actions.OfType<SchedulerAction.Start>().Select(start => start.Index)]);
        foreach (var end in actions.OfType<SchedulerAction.End>())
            await EndAsync(end.Stopped);
    }

    private IReadOnlyList<SchedulerAction> Take(SchedulerEvent happened)
    {
        (_state, var actions) = _scheduler.On(_state, happened);
        return actions;
    }

    // Each claim waits for a commit of the record, which takes in many at a time: a wide window fills by the batch, a
    // narrow one in the order of the trials.
    private async Task BeginAsync(IReadOnlyList<long> trials)
    {
        if (trials.Count <= BegunTogether)
        {
            foreach (var trial in trials)
                await BeginAsync(trial);
            return;
        }

        foreach (var batch in trials.Chunk(BegunTogether))
            await Task.WhenAll(batch.Select(BeginAsync));
    }

    private async Task BeginAsync(long trial)
    {
        if (_phase != SweepPhase.Running || !_state.InFlight.Contains(trial))
            return;
        await AskAsync(trial, static grain => grain.BeginAsync());

        // A stop that came meanwhile may have asked for the trial back before it had begun.
        if (_phase != SweepPhase.Running)
            await AskBackAsync(trial);
    }

    // One trial that cannot be reached must not keep the sweep from the others. It will be looked after again.
    private async Task AskAsync(long trial, Func<ITrialGrain, Task> ask)
    {
        try
        {
            await ask(GrainFactory.GetGrain<ITrialGrain>(new TrialKey(Id, trial).ToString()));
        }
#pragma warning disable CA1031 // Whatever a call fails with, the trial is in flight still and will be asked again; the cause is in the log.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogTrialNotReached(Id, trial, exception);
        }
    }

    private SweepStatus Status()
        => new(
            _phase,
            _state.Trials,
            _outcomes.GetValueOrDefault(TrialOutcome.Completed),
            _outcomes.GetValueOrDefault(TrialOutcome.Diverged),
            _outcomes.GetValueOrDefault(TrialOutcome.Failed),
            _outcomes.GetValueOrDefault(TrialOutcome.Stopped),
            _state.InFlight.Count,
            _problem,
            _budgetSpent);

    [LoggerMessage(1, LogLevel.Error, "Sweep {Sweep} is paused: {Problem}")]
    private partial void LogPausedByProblem(string sweep, string problem);

    [LoggerMessage(2, LogLevel.Warning, "Sweep {Sweep}: trial {Trial} could not be reached and will be asked again")]
    private partial void LogTrialNotReached(string sweep, long trial, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Sweep {Sweep} could not look after its trials and will try again")]
    private partial void LogNotLooked(string sweep, Exception exception);
}
