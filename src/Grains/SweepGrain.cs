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
/// </summary>
[Reentrant]
public sealed partial class SweepGrain(
    ISweepStore store,
    PlanCache plans,
    ITrainerPool pool,
    TimeProvider time,
    ILogger<SweepGrain> logger) : Grain, ISweepGrain, IRemindable
{
    private static readonly TimeSpan ReconcilePeriod = TimeSpan.FromSeconds(5);
    private const string WakeReminder = "wake";
    private static readonly TimeSpan WakePeriod = TimeSpan.FromSeconds(20);

    private readonly RunAll _scheduler = new();
    private readonly Dictionary<TrialOutcome, long> _outcomes = [];
    private RunAllState _state = new() { Trials = 0, Window = 1 };
    private SweepPhase _phase = SweepPhase.Idle;
    private Task _opening = Task.CompletedTask;
    private TaskCompletionSource? _drained;
    private IGrainTimer? _reconciling;
    private string? _problem;

    private string Id => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Only a sweep whose silo was lost has a reminder already. Whoever calls it first need not wait for the next tick.
        if (await this.GetReminder(WakeReminder) is not null)
            this.RegisterGrainTimer(() => ReceiveReminder(WakeReminder, default), new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    /// <inheritdoc/>
    public async Task<SweepStatus> StartAsync()
    {
        if (_phase is SweepPhase.Idle or SweepPhase.Paused)
        {
            _phase = SweepPhase.Running;
            _opening = OpenAsync();
        }

        await _opening;
        return Status();
    }

    /// <inheritdoc/>
    public Task<SweepStatus> GetStatusAsync() => Task.FromResult(Status());

    /// <inheritdoc/>
    public async Task<SweepStatus> PauseAsync()
    {
        if (_phase == SweepPhase.Running)
            await _opening;
        if (_phase is not (SweepPhase.Running or SweepPhase.Pausing))
            return Status();
        _phase = SweepPhase.Pausing;
        var drained = _drained ??= new();
        await ApplyAsync(new SchedulerEvent.StopRequested());
        await ReleaseAllAsync();
        await drained.Task;
        return Status();
    }

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

    /// <inheritdoc/>
    public async Task ReportProblemAsync(string problem)
    {
        if (_phase is not (SweepPhase.Running or SweepPhase.Pausing) || _problem is not null)
            return;
        _problem = problem;
        LogPausedByProblem(Id, problem);
        // The record may not take anything in any more, so trials in flight are not waited for: what they write is
        // refused or kept, and a resumed sweep looks.
        _phase = SweepPhase.Pausing;
        await ApplyAsync(new SchedulerEvent.StopRequested());
        await ReleaseAllAsync();
        if (_phase == SweepPhase.Pausing)
            await EndAsync(stopped: true);
    }

    /// <summary>
    /// Wakes a sweep whose silo was lost, or all silos: where the record says that it runs and nobody runs it, it goes on.
    /// </summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_phase is SweepPhase.Running or SweepPhase.Pausing)
            return;
        if (await store.FindAsync(Id) is { State: SweepState.Running })
        {
            LogWoken(Id);
            await StartAsync();
        }
        else
        {
            await SleepAsync();
        }
    }

    private async Task OpenAsync()
    {
        try
        {
            // Until the record is read, late news of trials that were in flight before is none of this run's.
            _state = _state with { InFlight = [] };
            var (_, plan) = await plans.GetAsync(Id);
            var (counts, finished) = await ReadFinishedAsync();
            _problem = null;
            _drained = null;
            _outcomes[TrialOutcome.Completed] = counts.Completed;
            _outcomes[TrialOutcome.Diverged] = counts.Diverged;
            _outcomes[TrialOutcome.Failed] = counts.Failed;
            _outcomes[TrialOutcome.Stopped] = counts.Stopped;
            _state = _scheduler.Begin(plan.Trials, pool.Window);
            await this.RegisterOrUpdateReminder(WakeReminder, WakePeriod, WakePeriod);
            await store.SetStateAsync(Id, SweepState.Running, time.GetUtcNow());
            _reconciling = this.RegisterGrainTimer(ReconcileAsync, new GrainTimerCreationOptions(ReconcilePeriod, ReconcilePeriod) { KeepAlive = true, Interleave = true });
            await ApplyAsync(new SchedulerEvent.Resumed(IndexRanges.Of(finished)));
        }
        catch
        {
            Close(SweepPhase.Idle);
            throw;
        }
    }

    // Attempts from before may still finish while this is read; the two answers are taken once they agree.
    private async Task<(TrialCounts Counts, IReadOnlyCollection<long> Finished)> ReadFinishedAsync()
    {
        while (true)
        {
            var finished = new List<long>();
            await foreach (var index in store.ReadFinishedIndicesAsync(Id))
                finished.Add(index);
            var counts = await store.CountAsync(Id);
            if (counts.Finished == finished.Count)
                return (counts, finished);
        }
    }

    // Two steps: what happened, then how many slots are free after it. State changes before anything is awaited, so
    // events that come in meanwhile find it up to date.
    private async Task ApplyAsync(SchedulerEvent happened)
    {
        var actions = Take(happened);
        if (_phase == SweepPhase.Running)
            actions = [.. actions, .. Take(new SchedulerEvent.SlotsFree(pool.Window - _state.InFlight.Count))];
        foreach (var action in actions)
        {
            if (action is SchedulerAction.Start start)
                await BeginAsync(start.Index);
            else if (action is SchedulerAction.End end)
                await EndAsync(end.Stopped);
        }
    }

    private IReadOnlyList<SchedulerAction> Take(SchedulerEvent happened)
    {
        (_state, var actions) = _scheduler.On(_state, happened);
        return actions;
    }

    private async Task BeginAsync(long trial)
    {
        if (_phase != SweepPhase.Running || !_state.InFlight.Contains(trial))
            return;
        await AskAsync(trial, static grain => grain.BeginAsync());
        // A pause that came meanwhile may have asked for the trial back before it had begun.
        if (_phase != SweepPhase.Running)
            await AskAsync(trial, static grain => grain.ReleaseAsync());
    }

    private async Task ReleaseAllAsync()
    {
        foreach (var trial in _state.InFlight)
            await AskAsync(trial, static grain => grain.ReleaseAsync());
    }

    // One trial that cannot be reached must not keep the sweep from the others. Reconciliation asks it again.
    private async Task AskAsync(long trial, Func<ITrialGrain, Task> ask)
    {
        try
        {
            await ask(Trial(trial));
        }
#pragma warning disable CA1031 // Whatever a call fails with, the trial is in flight still and will be asked again; the cause is in the log.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogTrialNotReached(Id, trial, exception);
        }
    }

    private async Task EndAsync(bool stopped)
    {
        try
        {
            await store.SetStateAsync(Id, stopped ? SweepState.Paused : SweepState.Finished, time.GetUtcNow());
        }
#pragma warning disable CA1031 // Whatever it was is told; let through, it would leave the sweep neither running nor over.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // The record keeps saying that the sweep runs, which resuming it mends.
            _problem ??= Problem.Of(exception);
            LogPausedByProblem(Id, Problem.Of(exception));
            stopped = true;
        }

        await SleepAsync();
        Close(stopped ? SweepPhase.Paused : SweepPhase.Finished);
    }

    private async Task SleepAsync()
    {
        try
        {
            if (await this.GetReminder(WakeReminder) is { } reminder)
                await this.UnregisterReminder(reminder);
        }
#pragma warning disable CA1031 // A reminder that stays finds that the sweep does not run, and is taken back then; the cause is in the log.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogStillReminded(Id, exception);
        }
    }

    private void Close(SweepPhase phase)
    {
        _phase = phase;
        _reconciling?.Dispose();
        _reconciling = null;
        _drained?.TrySetResult();
    }

    // Messages are delivered at most once. A trial that is in flight here but that its grain knows nothing of has lost
    // one; begun again, it tells of its result or claims a new attempt. While the sweep pauses, it is asked back again.
    private async Task ReconcileAsync(CancellationToken cancellation)
    {
        foreach (var trial in _state.InFlight)
        {
            if (cancellation.IsCancellationRequested || !_state.InFlight.Contains(trial))
                continue;
            await AskAsync(trial, _phase == SweepPhase.Pausing
                ? static grain => grain.ReleaseAsync()
                : async grain =>
                {
                    if (!await grain.IsActiveAsync())
                        await BeginAsync(trial);
                });
        }
    }

    private ITrialGrain Trial(long index) => GrainFactory.GetGrain<ITrialGrain>(new TrialKey(Id, index).ToString());

    private SweepStatus Status()
        => new(
            _phase,
            _state.Trials,
            _outcomes.GetValueOrDefault(TrialOutcome.Completed),
            _outcomes.GetValueOrDefault(TrialOutcome.Diverged),
            _outcomes.GetValueOrDefault(TrialOutcome.Failed),
            _outcomes.GetValueOrDefault(TrialOutcome.Stopped),
            _state.InFlight.Count,
            _problem);

    [LoggerMessage(1, LogLevel.Error, "Sweep {Sweep} is paused: {Problem}")]
    private partial void LogPausedByProblem(string sweep, string problem);

    [LoggerMessage(2, LogLevel.Warning, "Sweep {Sweep}: trial {Trial} could not be reached and will be asked again")]
    private partial void LogTrialNotReached(string sweep, long trial, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Sweep {Sweep} runs by the record, but nobody ran it: it goes on")]
    private partial void LogWoken(string sweep);

    [LoggerMessage(4, LogLevel.Warning, "Sweep {Sweep}: its reminder could not be taken back and comes again")]
    private partial void LogStillReminded(string sweep, Exception exception);
}
