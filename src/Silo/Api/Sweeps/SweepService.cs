using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Silo.Api.Documents;
using Sweep.Storage;

namespace Sweep.Silo.Api.Sweeps;

/// <summary>
/// Runs submitted sweeps on the grains. All that run share the workers trial by trial, so a small sweep does not wait for
/// the end of a large one.
/// </summary>
public sealed partial class SweepService : ISweepService, IAsyncDisposable
{
    private readonly ISweepHosting _hosting;
    private readonly SweepIntake _intake;
    private readonly ILogger<SweepService> _logger;
    private readonly ConcurrentDictionary<string, Lazy<(SweepFeed Feed, Task Work)>> _followed = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private int _ready;

    /// <summary>Takes over a host's sweeps.</summary>
    /// <param name="hosting">Whose grains and record.</param>
    /// <param name="dataFolder">Folder that paths of data files in submitted specs start at; empty for none.</param>
    /// <param name="logger">Takes what goes wrong out of everybody's sight.</param>
    public SweepService(ISweepHosting hosting, string dataFolder, ILogger<SweepService> logger)
    {
        (_hosting, _logger) = (hosting, logger);
        _intake = new(hosting, dataFolder);
        _stopped = _stopping.Token;
    }

    /// <inheritdoc/>
    public ISweepStore Record => _hosting.Store;

    /// <inheritdoc/>
    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _ready) == 0)
            return false;
        try
        {
            await Record.FindAsync("readiness", cancellation).ConfigureAwait(false);
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    /// <summary>Goes on with every sweep that the record says is running, then is ready. One that cannot go on is paused.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        foreach (var (sweep, _) in await Record.ListAsync(cancellation).ConfigureAwait(false))
        {
            if (sweep.State != SweepState.Running)
                continue;
            try
            {
                var plan = PlanOf(sweep);
                await _intake.CheckAsync(plan, sweep.BaseDirectory, cancellation).ConfigureAwait(false);
                await StartAsync(sweep, plan).ConfigureAwait(false);
                LogResumed(sweep.Id);
            }
            catch (InvalidInputException exception)
            {
                LogNotResumed(sweep.Id, exception);
                await Record.SetStateAsync(sweep.Id, SweepState.Paused, _hosting.Time.GetUtcNow(), cancellation).ConfigureAwait(false);
            }
        }

        Volatile.Write(ref _ready, 1);
    }

    /// <summary>Is ready at once. Sweeps that the record says are running are left to the cluster, which wakes them by itself.</summary>
    public void Open() => Volatile.Write(ref _ready, 1);

    /// <inheritdoc/>
    public async Task<Submitted> SubmitAsync(Submission submission, CancellationToken cancellation)
    {
        var (sweep, plan, created) = await _intake.AddAsync(submission, cancellation).ConfigureAwait(false);
        if (sweep.State == SweepState.Running)
            await StartAsync(sweep, plan).ConfigureAwait(false);
        return new(await LookAsync(sweep.Id, plan, cancellation).ConfigureAwait(false), created);
    }

    /// <inheritdoc/>
    public async Task<SweepItem?> FindAsync(string id, CancellationToken cancellation)
        => await FindPlanAsync(id, cancellation).ConfigureAwait(false) is var (sweep, plan)
            ? await LookAsync(sweep.Id, plan, cancellation).ConfigureAwait(false)
            : null;

    /// <inheritdoc/>
    public async Task<(SweepRecord Sweep, SweepPlan Plan)?> FindPlanAsync(string id, CancellationToken cancellation)
        => SweepId.IsValid(id) && await Record.FindAsync(id, cancellation).ConfigureAwait(false) is { } sweep ? (sweep, PlanOf(sweep)) : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SweepItem> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopped);
        if (await FindPlanAsync(id, cancellation).ConfigureAwait(false) is not var (sweep, plan))
            yield break;
        if (sweep.State == SweepState.Running && Follow(sweep, plan) is { } feed)
        {
            // Whoever comes before the grains have said anything is told what the record knows.
            var first = feed.Latest is null ? await LookAsync(id, plan, cancellation).ConfigureAwait(false) : null;
            if (first is not null)
                yield return first;
            if (first is { Ended: true })
                yield break;
            var ended = false;
            await foreach (var item in feed.ReadAsync(either.Token).ConfigureAwait(false))
            {
                yield return item;
                ended = item.Ended;
            }

            if (ended || _stopped.IsCancellationRequested)
                yield break;
        }

        yield return await LookAsync(id, plan, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<SweepItem?> PauseAsync(string id, CancellationToken cancellation)
    {
        if (await FindPlanAsync(id, cancellation).ConfigureAwait(false) is not var (sweep, plan))
            return null;
        RefuseOver(sweep, "paused");
        if (sweep.State == SweepState.Running)
        {
            var status = await Grain(id).PauseAsync().ConfigureAwait(false);
            // No silo runs it, so that only the record has to be told.
            if (status.Phase == SweepPhase.Idle)
                await Record.SetStateAsync(id, SweepState.Paused, _hosting.Time.GetUtcNow(), cancellation).ConfigureAwait(false);
        }

        return await LookAsync(id, plan, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<SweepItem?> ResumeAsync(string id, CancellationToken cancellation)
    {
        if (await FindPlanAsync(id, cancellation).ConfigureAwait(false) is not var (sweep, plan))
            return null;
        RefuseOver(sweep, "resumed");
        await _intake.CheckAsync(plan, sweep.BaseDirectory, cancellation).ConfigureAwait(false);
        await StartAsync(sweep, plan).ConfigureAwait(false);
        return await LookAsync(id, plan, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<SweepItem?> CancelAsync(string id, CancellationToken cancellation)
    {
        if (await FindPlanAsync(id, cancellation).ConfigureAwait(false) is not var (sweep, plan))
            return null;
        if (sweep.State == SweepState.Finished)
            throw new SweepConflictException($"sweep {id} is finished, so it cannot be cancelled");
        if (sweep.State != SweepState.Cancelled)
            await Grain(id).CancelAsync().ConfigureAwait(false);
        return await LookAsync(id, plan, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<SweepItem?> RetryAsync(string id, CancellationToken cancellation)
    {
        if (await FindPlanAsync(id, cancellation).ConfigureAwait(false) is not var (sweep, plan))
            return null;
        RefuseRunning(sweep, "retried");
        await _intake.CheckAsync(plan, sweep.BaseDirectory, cancellation).ConfigureAwait(false);
        var withdrawn = await Record.RetryFailedAsync(id, _hosting.Time.GetUtcNow(), cancellation).ConfigureAwait(false);
        if (withdrawn == 0 && sweep.State != SweepState.Cancelled)
            throw new SweepConflictException($"no trial of sweep {id} failed, so there is nothing to retry");
        await StartAsync(sweep, plan).ConfigureAwait(false);
        return await LookAsync(id, plan, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellation)
    {
        if (!SweepId.IsValid(id) || await Record.FindAsync(id, cancellation).ConfigureAwait(false) is not { } sweep)
            return false;
        RefuseRunning(sweep, "deleted");
        return await Record.DeleteAsync(id, cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends what follows sweeps. They stay as running in the record, for the next start to go on with.</summary>
    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _ready, 0);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_followed.Select(entry => entry.Value.Value.Work)).ConfigureAwait(false);
        _stopping.Dispose();
        _intake.Dispose();
    }

    private static SweepPlan PlanOf(SweepRecord sweep) => SpecCompiler.Compile(sweep.SpecYaml, $"the spec of {sweep.Id}").PlanOrThrow();

    private static void RefuseOver(SweepRecord sweep, string what)
    {
        if (sweep.State == SweepState.Finished)
            throw new SweepConflictException($"sweep {sweep.Id} is finished, so it cannot be {what}");
        if (sweep.State == SweepState.Cancelled)
            throw new SweepConflictException($"sweep {sweep.Id} is cancelled, so it cannot be {what}; a retry makes it run again");
    }

    private static void RefuseRunning(SweepRecord sweep, string what)
    {
        if (sweep.State == SweepState.Running)
            throw new SweepConflictException($"sweep {sweep.Id} is running, so it cannot be {what}; pause or cancel it first");
    }

    private static bool IsLive(SweepStatus status) => status.Phase is SweepPhase.Running or SweepPhase.Pausing or SweepPhase.Cancelling;

    private ISweepGrain Grain(string id) => _hosting.Grains.GetGrain<ISweepGrain>(id);

    private async Task StartAsync(SweepRecord sweep, SweepPlan plan)
    {
        await Grain(sweep.Id).StartAsync().ConfigureAwait(false);
        Follow(sweep, plan);
    }

    private async Task<SweepItem> LookAsync(string id, SweepPlan plan, CancellationToken cancellation)
    {
        var sweep = await Record.FindAsync(id, cancellation).ConfigureAwait(false)
            ?? throw new SweepConflictException($"sweep {id} was deleted meanwhile");
        if (sweep.State is SweepState.Finished or SweepState.Cancelled)
            return SweepItems.Recorded(sweep, plan, await Record.CountAsync(id, cancellation).ConfigureAwait(false), problem: null);
        var status = await Grain(id).GetStatusAsync().ConfigureAwait(false);
        if (!IsLive(status))
            return SweepItems.Recorded(sweep, plan, await Record.CountAsync(id, cancellation).ConfigureAwait(false), status.Problem);
        var totals = await _hosting.Grains.GetGrain<IAggregatorGrain>(id).GetTotalsAsync().ConfigureAwait(false);
        return SweepItems.Live(sweep, plan, status, totals);
    }

    private SweepFeed? Follow(SweepRecord sweep, SweepPlan plan)
    {
        if (_stopped.IsCancellationRequested)
            return null;
        return _followed.GetOrAdd(sweep.Id, _ => new(() =>
        {
            var follower = new SweepFollower(_hosting, sweep, plan, _logger);
            return (follower.Feed, Task.Run(() => FollowAsync(follower, sweep, plan)));
        })).Value.Feed;
    }

    private async Task FollowAsync(SweepFollower follower, SweepRecord sweep, SweepPlan plan)
    {
        await follower.RunAsync(_stopped).ConfigureAwait(false);
        // While it stops, what ran is still looked up here.
        if (_stopped.IsCancellationRequested)
            return;
        _followed.TryRemove(sweep.Id, out _);
        try
        {
            // Somebody may have resumed the sweep after its end was seen.
            if (IsLive(await Grain(sweep.Id).GetStatusAsync().ConfigureAwait(false)))
                Follow(sweep, plan);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            LogNotAsked(sweep.Id, exception);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Sweep {Sweep} goes on where it stood")]
    private partial void LogResumed(string sweep);

    [LoggerMessage(2, LogLevel.Error, "Sweep {Sweep} cannot go on and is paused")]
    private partial void LogNotResumed(string sweep, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Sweep {Sweep} could not be asked whether it was resumed")]
    private partial void LogNotAsked(string sweep, Exception exception);
}
