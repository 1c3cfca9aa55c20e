using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Storage;

namespace Sweep.Grains;

/// <summary>Owns one trial: claims attempts, hands them to trainers, and writes what they yield into the record.</summary>
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

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = TrialKey.Parse(this.GetPrimaryKeyString());
        (_record, var plan) = await plans.GetAsync(key.Sweep);
        _context = new(key.Sweep, plan, plan.Trial(key.Index));
    }

    /// <inheritdoc/>
    public async Task BeginAsync()
    {
        if (_running is not null)
            return;
        var running = _running = new CancellationTokenSource();
        try
        {
            var claim = await store.ClaimAsync(_context.Sweep, _context.Trial.Index, instance.Name, time.GetUtcNow());
            if (claim.Finished)
            {
                Forget();
                await TellOfRecordedResult();
                return;
            }

            _attempt = claim.Attempt;
            foreach (var sink in _telemetry)
                sink.AttemptStarted(_context, _attempt);
            pool.Enqueue(new(_context.Plan, _context.Trial, _attempt, _record.BaseDirectory, this.AsReference<ITrialGrain>(), running.Token));
        }
        catch
        {
            Forget();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task ReportAsync(int attempt, ImmutableArray<byte> epochs)
    {
        if (attempt == _attempt)
            await Append(attempt, epochs);
    }

    /// <inheritdoc/>
    public async Task EndAsync(AttemptEnd end)
    {
        if (end.Attempt != _attempt || _running is null)
        {
            LogStaleEnd(_context.Trial.Index, end.Attempt, _attempt);
            return;
        }

        try
        {
            await Settle(end);
        }
        catch (StoreException exception)
        {
            Forget();
            LogRecordBroke(_context.Trial.Index, exception);
            await Sweep().ReportProblemAsync(exception.Message);
        }
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync()
    {
        if (_running is not null)
            _running.Cancel();
        else
            await Sweep().TrialReleasedAsync(_context.Trial.Index);
    }

    /// <inheritdoc/>
    public Task<bool> IsActiveAsync() => Task.FromResult(_running is not null);

    private async Task Settle(AttemptEnd end)
    {
        if (end.Failure is not null)
        {
            await RetryOrGiveUp(end, end.Failure);
            return;
        }

        if (end.Result.IsEmpty)
        {
            Forget();
            foreach (var sink in _telemetry)
                sink.AttemptReleased(_context);
            await Sweep().TrialReleasedAsync(_context.Trial.Index);
            return;
        }

        if (await Append(end.Attempt, end.Epochs))
            await Finish(end, TrialResultCodec.Read(end.Result.AsSpan()));
        else
            await TellOfRecordedResult();
    }

    private async Task RetryOrGiveUp(AttemptEnd end, string failure)
    {
        if (end.Attempt >= _context.Plan.Spec.MaxAttempts)
        {
            var result = new TrialResult { Outcome = TrialOutcome.Failed, Detail = failure };
            using var digest = new TrialDigest();
            await Finish(end with { Digest = digest.Finish(result) }, result);
            return;
        }

        LogRetry(_context.Trial.Index, end.Attempt, failure);
        Forget();
        await BeginAsync();
    }

    private async Task Finish(AttemptEnd end, TrialResult result)
    {
        var accepted = await store.FinishAsync(_context.Sweep, _context.Trial.Index, end.Attempt, new(result, end.Digest, end.Started, end.Seconds, end.Worker));
        if (!accepted)
        {
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

    // Another attempt has overtaken this one. Where it has finished, the sweep hears so; where it has not, it is heard
    // of when it ends.
    private async Task TellOfRecordedResult()
    {
        Forget();
        foreach (var sink in _telemetry)
            sink.AttemptReleased(_context);
        await foreach (var row in store.ReadTrialsAsync(_context.Sweep, _context.Trial.Index))
        {
            if (row.Index == _context.Trial.Index && row.Finished is { } finished)
                await Tell(finished.Result);
            return;
        }
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

    [LoggerMessage(1, LogLevel.Warning, "Trial {Trial}: the end of attempt {Attempt} came while attempt {Current} is the newest, and was dropped")]
    private partial void LogStaleEnd(long trial, int attempt, int current);

    [LoggerMessage(2, LogLevel.Error, "Trial {Trial}: the record did not take its result in")]
    private partial void LogRecordBroke(long trial, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Trial {Trial}: attempt {Attempt} failed and is tried again: {Failure}")]
    private partial void LogRetry(long trial, int attempt, string failure);
}
