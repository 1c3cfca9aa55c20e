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
    ILogger<SweepGrain> logger) : Grain, ISweepGrain
{
    private static readonly TimeSpan ReconcilePeriod = TimeSpan.FromSeconds(5);

    private readonly RunAll _scheduler = new();
    private readonly Dictionary<TrialOutcome, long> _outcomes = [];
    private RunAllState _state = new() { Trials = 0, Window = 1 };
    private SweepPhase _phase = SweepPhase.Idle;
    private Task? _opening;
    private TaskCompletionSource? _drained;
    private IGrainTimer? _reconciling;
    private string? _problem;

    private string Id => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<SweepStatus> StartAsync()
    {
        if (_phase is SweepPhase.Idle or SweepPhase.Paused)
        {
            _phase = SweepPhase.Running;
            _opening = OpenAsync();
        }

        if (_opening is { } opening)
            await opening;
        return Status();
    }

    /// <inheritdoc/>
    public Task<SweepStatus> GetStatusAsync() => Task.FromResult(Status());

    /// <inheritdoc/>
    public async Task<SweepStatus> PauseAsync()
    {
        if (_opening is { } opening)
            await opening;
        if (_phase is not (SweepPhase.Running or SweepPhase.Pausing))
            return Status();
        _phase = SweepPhase.Pausing;
        var drained = _drained ??= new();
        await ApplyAsync(new SchedulerEvent.StopRequested());
        foreach (var trial in _state.InFlight)
            await Trial(trial).ReleaseAsync();
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
    public Task TrialReleasedAsync(long trial) => ApplyAsync(new SchedulerEvent.TrialLost(trial));

    /// <inheritdoc/>
    public async Task ReportProblemAsync(string problem)
    {
        if (_phase is not (SweepPhase.Running or SweepPhase.Pausing))
            return;
        _problem ??= problem;
        LogPausedByProblem(Id, problem);
        // The record may not take anything in any more, so trials in flight are not waited for: what they write is
        // refused or kept, and a resumed sweep looks.
        foreach (var trial in _state.InFlight)
            await Trial(trial).ReleaseAsync();
        Close(SweepPhase.Paused);
    }

    private async Task OpenAsync()
    {
        try
        {
            var (_, plan) = await plans.GetAsync(Id);
            var counts = await store.CountAsync(Id);
            var finished = new List<long>();
            await foreach (var index in store.ReadFinishedIndicesAsync(Id))
                finished.Add(index);
            _problem = null;
            _drained = null;
            _outcomes[TrialOutcome.Completed] = counts.Completed;
            _outcomes[TrialOutcome.Diverged] = counts.Diverged;
            _outcomes[TrialOutcome.Failed] = counts.Failed;
            _outcomes[TrialOutcome.Stopped] = counts.Stopped;
            _state = _scheduler.Begin(plan.Trials, pool.Window);
            await store.SetStateAsync(Id, SweepState.Running, time.GetUtcNow());
            _reconciling = this.RegisterGrainTimer(ReconcileAsync, new GrainTimerCreationOptions(ReconcilePeriod, ReconcilePeriod) { KeepAlive = true, Interleave = true });
            await ApplyAsync(new SchedulerEvent.Resumed(IndexRanges.Of(finished)));
        }
        catch
        {
            Close(SweepPhase.Idle);
            throw;
        }
        finally
        {
            _opening = null;
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
        try
        {
            await Trial(trial).BeginAsync();
        }
        catch (StoreException exception)
        {
            await ReportProblemAsync(exception.Message);
        }
    }

    private async Task EndAsync(bool stopped)
    {
        await store.SetStateAsync(Id, stopped ? SweepState.Paused : SweepState.Finished, time.GetUtcNow());
        Close(stopped ? SweepPhase.Paused : SweepPhase.Finished);
    }

    private void Close(SweepPhase phase)
    {
        _phase = phase;
        _reconciling?.Dispose();
        _reconciling = null;
        _drained?.TrySetResult();
    }

    // Messages are delivered at most once. A trial that is in flight here but that its grain knows nothing of has lost
    // one; begun again, it tells of its result or claims a new attempt.
    private async Task ReconcileAsync(CancellationToken cancellation)
    {
        foreach (var trial in _state.InFlight)
        {
            if (_phase == SweepPhase.Running && _state.InFlight.Contains(trial) && !await Trial(trial).IsActiveAsync())
                await BeginAsync(trial);
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
}
