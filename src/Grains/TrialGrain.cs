using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Placement;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Storage;

namespace Sweep.Grains;

/// <summary>Owns one trial: claims attempts, hands them to trainers, and writes what they yield into the record.</summary>
[FreeSlotsPlacement]
public sealed partial class TrialGrain(
    ISweepStore store,
    PlanCache plans,
    ITrainerPool pool,
    SiloInstance instance,
    TimeProvider time,
    IEnumerable<ITrialTelemetry> telemetry,
    ILogger<TrialGrain> logger) : Grain, ITrialGrain, IDisposable
{
    private readonly ITrialTelemetry[] _telemetry = [.. telemetry];
    private TrialContext _context = null!;
    private SweepRecord _record = null!;
    private CancellationTokenSource? _running;
    private int _attempt;
    private int _failures;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = TrialKey.Parse(this.GetPrimaryKeyString());
        (_record, var plan) = await plans.GetAsync(key.Sweep);
        _context = new(key.Sweep, plan, plan.Trial(key.Index));
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // No other activation knows of this attempt, so nobody would take its result.
        Abandon();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task BeginAsync() => _running is null ? Guard(Begin) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task ReportAsync(int attempt, ImmutableArray<byte> epochs)
        => attempt == _attempt && _running is not null ? Guard(() => Append(attempt, epochs)) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task EndAsync(AttemptEnd end)
    {
        if (end.Attempt == _attempt && _running is not null)
            return Guard(() => Settle(end));
        LogStaleEnd(_context.Trial.Index, end.Attempt, _attempt);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReleaseAsync()
    {
        _failures = 0;
        if (_running is null)
            return Guard(TellWhereItStands);
        _running.Cancel();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> IsActiveAsync() => Task.FromResult(_running is not null);

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
            Abandon();
            LogBroke(_context.Trial.Index, exception);
            await Sweep().ReportProblemAsync(Problem.Of(exception));
        }
    }

    private async Task Begin()
    {
        var running = _running = new CancellationTokenSource();
        var claim = await store.ClaimAsync(_context.Sweep, _context.Trial.Index, instance.Name, time.GetUtcNow(), TimeSpan.Zero);
        if (claim.Outcome != ClaimOutcome.Claimed)
        {
            Abandon();
            await TellOfRecordedResult();
            return;
        }

        _attempt = claim.Attempt;
        foreach (var sink in _telemetry)
            sink.AttemptStarted(_context, _attempt);
        pool.Enqueue(new(_context.Plan, _context.Trial, _attempt, _record.BaseDirectory, this.AsReference<ITrialGrain>(), running.Token));
    }

    private async Task Settle(AttemptEnd end)
    {
        if (end.Failure is not null)
        {
            await RetryOrGiveUp(end, end.Failure);
            return;
        }

        if (end.Result.IsEmpty)
        {
            Abandon();
            await Sweep().TrialReleasedAsync(_context.Trial.Index);
            return;
        }

        if (await Append(end.Attempt, end.Epochs))
        {
            await Finish(end, TrialResultCodec.Read(end.Result.AsSpan()));
        }
        else
        {
            Abandon();
            await TellOfRecordedResult();
        }
    }

    private async Task RetryOrGiveUp(AttemptEnd end, string failure)
    {
        if (++_failures >= _context.Plan.Spec.MaxAttempts)
        {
            var result = new TrialResult { Outcome = TrialOutcome.Failed, Detail = failure };
            using var digest = new TrialDigest();
            await Finish(end with { Digest = digest.Finish(result) }, result);
            return;
        }

        LogRetry(_context.Trial.Index, end.Attempt, failure);
        Forget();
        await Begin();
    }

    private async Task Finish(AttemptEnd end, TrialResult result)
    {
        var accepted = await store.FinishAsync(_context.Sweep, _context.Trial.Index, end.Attempt, new(result, end.Digest, end.Started, end.Seconds, end.Worker));
        if (!accepted)
        {
            Abandon();
            await TellOfRecordedResult();
            return;
        }

        Forget();
        foreach (var sink in _telemetry)
            sink.TrialFinished(_context, result, end.Seconds);
        await Tell(result);
    }

    private async Task<bool> Append(int attempt, ImmutableArray<byte> bytes)
    {
        var epochs = EpochReportCodec.Read(bytes.AsSpan());
        if (epochs.Count == 0)
            return true;
        var accepted = await store.AppendEpochsAsync(_context.Sweep, _context.Trial.Index, attempt, epochs);
        if (accepted)
        {
            foreach (var sink in _telemetry)
                sink.EpochsAccepted(_context, epochs);
        }

        return accepted;
    }

    // Whoever asks for a trial back that does not run here has missed its end, or that it was never begun.
    private async Task TellWhereItStands()
    {
        if (!await TellOfRecordedResult())
            await Sweep().TrialReleasedAsync(_context.Trial.Index);
    }

    // Where another attempt has overtaken this one and has finished, the sweep hears so; where it has not, the sweep
    // finds that this one no longer runs.
    private async Task<bool> TellOfRecordedResult()
    {
        await foreach (var row in store.ReadTrialsAsync(_context.Sweep, _context.Trial.Index))
        {
            if (row.Index != _context.Trial.Index || row.Finished is not { } finished)
                break;
            await Tell(finished.Result);
            return true;
        }

        return false;
    }

    private async Task Tell(TrialResult result)
    {
        DeactivateOnIdle();
        await Sweep().TrialFinishedAsync(new(_context.Trial.Index, result.Outcome, _context.Plan.Spec.Objective.Of(result)));
    }

    private ISweepGrain Sweep() => GrainFactory.GetGrain<ISweepGrain>(_context.Sweep);

    /// <inheritdoc/>
    public void Dispose() => _running?.Dispose();

    private void Forget()
    {
        _running?.Dispose();
        _running = null;
    }

    // What its trainer still sends is dropped.
    private void Abandon()
    {
        if (_running is null)
            return;
        _running.Cancel();
        Forget();
        foreach (var sink in _telemetry)
            sink.AttemptReleased(_context);
    }

    [LoggerMessage(1, LogLevel.Warning, "Trial {Trial}: the end of attempt {Attempt} came while attempt {Current} is the newest, and was dropped")]
    private partial void LogStaleEnd(long trial, int attempt, int current);

    [LoggerMessage(2, LogLevel.Error, "Trial {Trial}: its attempt is given up, and its sweep pauses")]
    private partial void LogBroke(long trial, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Trial {Trial}: attempt {Attempt} failed and is tried again: {Failure}")]
    private partial void LogRetry(long trial, int attempt, string failure);
}
