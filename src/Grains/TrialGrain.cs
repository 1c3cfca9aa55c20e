using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Placement;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Storage;

namespace Sweep.Grains;

/// <summary>
/// Owns one trial: claims attempts, hands them to trainers, and writes what they yield into the record. How attempts end
/// stands in TrialGrain.Ends.cs.
/// </summary>
[FreeSlotsPlacement]
public sealed partial class TrialGrain(
    ISweepStore store,
    PlanCache plans,
    ITrainerPool pool,
    LeaseKeeper leases,
    SiloInstance instance,
    TimeProvider time,
    IEnumerable<ITrialTelemetry> telemetry,
    ILogger<TrialGrain> logger,
    GrainTimings? timings = null) : Grain, ITrialGrain, IDisposable
{
    private readonly ITrialTelemetry[] _telemetry = [.. telemetry];
    private readonly GrainTimings _timings = timings ?? new();
    private TrialContext _context = null!;
    private SweepRecord _record = null!;
    private RunningAttempt? _running;

    private long Index => _context.Trial.Index;

    private bool IsRunning => _running is { IsOver: false };

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = TrialKey.Parse(this.GetPrimaryKeyString());
        (_record, var plan) = await plans.GetAsync(key.Sweep, key.Index);
        _context = new(key.Sweep, plan, plan.Trial(key.Index));
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // No other activation knows of this attempt, so nobody would take its result.
        await Abandon();
    }

    /// <inheritdoc/>
    public Task BeginAsync() => IsRunning ? Task.CompletedTask : GuardAtRest(Begin);

    /// <inheritdoc/>
    public Task ReportAsync(int attempt, ImmutableArray<byte> epochs)
        => _running?.Number == attempt ? Guard(() => AppendOrAbandon(attempt, epochs)) : NotTaken(attempt);

    /// <inheritdoc/>
    public Task CheckpointAsync(AttemptCheckpoint checkpoint)
        => _running?.Number == checkpoint.Attempt ? Guard(() => Save(checkpoint)) : NotTaken(checkpoint.Attempt);

    /// <inheritdoc/>
    public Task EndAsync(AttemptEnd end)
    {
        if (_running is { } running && running.Number == end.Attempt)
            return Guard(() => Settle(running, end));
        LogStaleEnd(_context.Sweep, Index, end.Attempt, _running?.Number);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReleaseAsync()
    {
        if (_running is not { IsOver: false } running)
            return GuardAtRest(TellWhereItStands);
        if (running.IsReleasing)
            return Task.CompletedTask;
        running.AskBack();
        foreach (var sink in _telemetry)
            sink.AskedBack(_context, stop: false);

        // A training that comes to no epoch's end in time goes on from an older checkpoint some day.
        this.RegisterGrainTimer(
            () =>
            {
                if (_running == running)
                    running.Cancel();
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(_timings.Grace, Timeout.InfiniteTimeSpan) { Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync()
    {
        if (_running is not { IsOver: false } running)
            return GuardAtRest(StopWhereItStands);
        running.Stop();
        foreach (var sink in _telemetry)
            sink.AskedBack(_context, stop: true);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> IsActiveAsync() => Task.FromResult(IsRunning);

    /// <inheritdoc/>
    public void Dispose() => _running?.Dispose();

    // A trainer that believed its epochs to be in the record would finish the trial without them.
    private Task NotTaken(int attempt)
        => Task.FromException(new InvalidOperationException($"trial {Index} knows nothing of attempt {attempt} here, so its epochs were not taken in"));

    // While a grain lives twice, the end of an attempt may reach the activation that knows nothing of it, and this one
    // would hold the trial for ever.
    private Task GuardAtRest(Func<Task> work)
        => Guard(async () =>
        {
            await Abandon();
            await work();
        });

    // What breaks here is no fault of the training's, and trying it again would not mend it. An attempt of which the
    // record may lack something is given up with it, so that its result can never be taken for a whole one.
    private async Task Guard(Func<Task> work)
    {
        try
        {
            await work();
        }
#pragma warning disable CA1031 // The sweep pauses with whatever it was and tells it; let through, it would end in a log while the sweep waits for ever.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogBroke(_context.Sweep, Index, _running?.Number, exception);
            await Abandon();
            await Sweep().ReportProblemAsync(Problem.Of(exception));
        }
    }

    private async Task Begin()
    {
        // The sweep asks again, and finds another silo, or this one started anew.
        if (pool.IsDraining)
        {
            DeactivateOnIdle();
            return;
        }

        var running = _running = new(leases.Expect(_context.Sweep, Index));
        var claim = await store.ClaimAsync(_context.Sweep, Index, instance.Name, time.GetUtcNow(), leases.Duration);
        if (claim.Outcome == ClaimOutcome.Claimed)
        {
            running.Claimed(claim.Attempt, claim.Failures);
            await Train(running, claim);
            return;
        }

        // Whoever holds it tells the sweep of its end; the sweep looks whether the lease lasts.
        Forget();
        if (claim.Outcome != ClaimOutcome.Finished || !await TellOfRecordedResult())
            DeactivateOnIdle();
    }

    private async Task Train(RunningAttempt running, Claim claim)
    {
        // The trainer decides when this ends: an epoch may last longer than an idle activation does.
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        foreach (var sink in _telemetry)
            sink.AttemptStarted(_context, claim.Attempt);
        var resume = await ResumePointOf(claim);
        if (resume is not null)
        {
            running.Last = resume.Recorded[^1];
            foreach (var sink in _telemetry)
                sink.AttemptResumed(_context, claim.Attempt, resume.Recorded);
        }

        if (claim.Failures >= _context.Plan.Spec.MaxAttempts)
        {
            running.Settle();
            await GiveUp(running, new(claim.Attempt, [], [], "", null, time.GetUtcNow(), 0, Nobody));
            return;
        }

        pool.Enqueue(new(_context.Plan, _context.Trial, claim.Attempt, _record.BaseDirectory, this.AsReference<ITrialGrain>(), running.Cancellation)
        {
            Sweep = _context.Sweep,
            Resume = resume,
            Release = running.Release,
            Ended = running.End,
        });
    }

    private async Task<ResumePoint?> ResumePointOf(Claim claim)
    {
        if (claim.Checkpoint is not { } checkpoint)
            return null;
        var recorded = new List<EpochReport>(checkpoint.Epochs);
        await foreach (var row in store.ReadEpochsAsync(_context.Sweep, Index))
        {
            if (row.Epoch.Epoch == recorded.Count + 1 && recorded.Count < checkpoint.Epochs)
                recorded.Add(row.Epoch);
        }

        if (recorded.Count == checkpoint.Epochs && recorded.Count > 0)
            return new(checkpoint.State, recorded);
        LogEpochsMissing(_context.Sweep, Index, claim.Attempt, checkpoint.Epochs, recorded.Count);
        return null;
    }

    private async Task Save(AttemptCheckpoint checkpoint)
    {
        var start = time.GetTimestamp();
        if (!await AppendOrAbandon(checkpoint.Attempt, checkpoint.Epochs))
            return;
        if (!await store.SaveCheckpointAsync(_context.Sweep, Index, checkpoint.Attempt, new(checkpoint.Behind, checkpoint.State)))
        {
            await GiveWay();
            return;
        }

        foreach (var sink in _telemetry)
            sink.CheckpointSaved(_context, checkpoint.State.Length, checkpoint.Seconds + time.GetElapsedTime(start).TotalSeconds);
    }

    private async Task<bool> AppendOrAbandon(int attempt, ImmutableArray<byte> bytes)
    {
        var accepted = await Append(attempt, bytes);
        if (!accepted)
            await GiveWay();
        return accepted;
    }

    private async Task<bool> Append(int attempt, ImmutableArray<byte> bytes)
    {
        var epochs = EpochReportCodec.Read(bytes.AsSpan());
        if (epochs.Count == 0)
            return true;
        if (!await store.AppendEpochsAsync(_context.Sweep, Index, attempt, epochs))
            return false;
        if (_running is { } running)
            running.Last = epochs[^1];
        foreach (var sink in _telemetry)
            sink.EpochsAccepted(_context, epochs);
        return true;
    }

    // Another attempt has overtaken this one. Where it has finished, the sweep hears so; where it has not, its owner will
    // tell, or the sweep finds that nobody holds the trial.
    private async Task GiveWay()
    {
        await Abandon();
        await TellOfRecordedResult();
    }

    private ISweepGrain Sweep() => GrainFactory.GetGrain<ISweepGrain>(_context.Sweep);

    private void Forget()
    {
        _running?.Dispose();
        _running = null;
    }

    // What its trainer still sends is dropped. The lease is given back where the record takes that; it ends by itself
    // where it does not.
    private async Task Abandon()
    {
        if (_running is not { } running)
            return;
        running.Cancel();
        Forget();
        DelayDeactivation(TimeSpan.Zero);
        foreach (var sink in _telemetry)
            sink.AttemptReleased(_context);
        if (running.Number == 0)
            return;
        try
        {
            await store.ReleaseAsync(_context.Sweep, Index, running.Number);
        }
#pragma warning disable CA1031 // An attempt is abandoned because the record is in trouble or its silo stops; the trouble itself is told by whoever met it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotReleased(_context.Sweep, Index, running.Number, exception);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Sweep {Sweep}, trial {Trial}: the end of attempt {Attempt} came while attempt {Current} is the newest, and was dropped")]
    private partial void LogStaleEnd(string sweep, long trial, int attempt, int? current);

    [LoggerMessage(2, LogLevel.Error, "Sweep {Sweep}, trial {Trial}: attempt {Attempt} is given up, and the sweep pauses")]
    private partial void LogBroke(string sweep, long trial, int? attempt, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Sweep {Sweep}, trial {Trial}: attempt {Attempt} failed and is tried again: {Failure}")]
    private partial void LogRetry(string sweep, long trial, int attempt, string failure);

    [LoggerMessage(4, LogLevel.Warning, "Sweep {Sweep}, trial {Trial}, attempt {Attempt}: the checkpoint has {Behind} epochs behind it, of which the record has {Recorded}; the trial begins anew")]
    private partial void LogEpochsMissing(string sweep, long trial, int attempt, int behind, int recorded);

    [LoggerMessage(5, LogLevel.Warning, "Sweep {Sweep}, trial {Trial}: the lease of attempt {Attempt} could not be given back, and ends by itself")]
    private partial void LogNotReleased(string sweep, long trial, int attempt, Exception exception);
}
