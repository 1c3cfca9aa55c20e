using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Storage;

namespace Sweep.Grains;

/// <summary>The ends of attempts: with a result, with a failure, taken back or stopped.</summary>
public sealed partial class TrialGrain
{
    private const int MaxCauseLength = 1_000;

    // Results that no trainer of this silo brought are written in its name all the same: it is what counts them.
    private string Nobody => $"{instance.Name}/-";

    private async Task Settle(RunningAttempt running, AttemptEnd end)
    {
        running.Settle();
        if (!end.Result.IsEmpty)
            await FinishWith(end, TrialResultCodec.Read(end.Result.AsSpan()));
        else if (end.Failure is not null)
            await RetryOrGiveUp(running, end, end.Failure);
        else if (running.IsStopping && (running.Last is not null || !end.Epochs.IsEmpty))
            await FinishWith(end, null);
        else
            await Return();
    }

    private async Task Return()
    {
        await Abandon();
        DeactivateOnIdle();
        await Sweep().TrialReleasedAsync(Index);
    }

    private async Task FinishWith(AttemptEnd end, TrialResult? result)
    {
        if (!await AppendOrAbandon(end.Attempt, end.Epochs))
            return;
        if (result is not null)
        {
            await Finish(end, result);
            return;
        }

        result = Stopped(_running?.Last);
        await Finish(end with { Digest = DigestOf(result) }, result);
    }

    private async Task RetryOrGiveUp(RunningAttempt running, AttemptEnd end, string cause)
    {
        cause = cause.Length > MaxCauseLength ? cause[..MaxCauseLength] + "…" : cause;
        if (!await store.RecordFailureAsync(_context.Sweep, Index, end.Attempt, new(end.Attempt, time.GetUtcNow(), end.Worker, cause)))
        {
            await GiveWay();
            return;
        }

        foreach (var sink in _telemetry)
            sink.AttemptFailed(_context, end.Attempt, cause);
        if (++running.Failures >= _context.Plan.Spec.MaxAttempts)
        {
            await GiveUp(running, end);
        }
        else if (running.IsStopping)
        {
            await FinishWith(end, null);
        }
        else if (running.IsReleasing)
        {
            await Return();
        }
        else
        {
            LogRetry(_context.Sweep, Index, end.Attempt, cause);
            Forget();
            await Begin();
        }
    }

    private async Task GiveUp(RunningAttempt running, AttemptEnd end)
    {
        var failures = new List<AttemptFailure>();
        await foreach (var row in store.ReadFailuresAsync(_context.Sweep, Index))
            failures.Add(row.Failure);

        // Those from before a retry that a person asked for are history.
        var result = new TrialResult { Outcome = TrialOutcome.Failed, Detail = FailureText.Of([.. failures.TakeLast(running.Failures)]) };
        await Finish(end with { Digest = DigestOf(result) }, result);
    }

    private async Task Finish(AttemptEnd end, TrialResult result)
    {
        if (!await store.FinishAsync(_context.Sweep, Index, end.Attempt, new(result, end.Digest, end.Started, end.Seconds, end.Worker)))
        {
            await GiveWay();
            return;
        }

        Forget();
        foreach (var sink in _telemetry)
            sink.TrialFinished(_context, result, end.Seconds);
        await Tell(result);
    }

    // Whoever asks for a trial back that does not run here has missed its end, or that it was never begun.
    private async Task TellWhereItStands()
    {
        if (!await TellOfRecordedResult())
            await TellOfRelease();
    }

    private async Task TellOfRelease()
    {
        DeactivateOnIdle();
        await Sweep().TrialReleasedAsync(Index);
    }

    // An attempt that was paused left epochs behind it. Nobody runs it, so its number still fences.
    private async Task StopWhereItStands()
    {
        if (await TellOfRecordedResult())
            return;
        var epochs = new List<EpochReport>();
        await foreach (var row in store.ReadEpochsAsync(_context.Sweep, Index))
            epochs.Add(row.Epoch);
        if (epochs.Count == 0 || await RowAsync() is not { } trial)
        {
            await TellOfRelease();
            return;
        }

        var result = Stopped(epochs[^1]);
        if (!await store.FinishAsync(_context.Sweep, Index, trial.Attempt, new(result, DigestOf(result), trial.ClaimedAt, 0, Nobody)))
        {
            await TellWhereItStands();
            return;
        }

        foreach (var sink in _telemetry)
        {
            sink.AttemptResumed(_context, trial.Attempt, epochs);
            sink.TrialFinished(_context, result, 0);
        }

        await Tell(result);
    }

    private async Task<bool> TellOfRecordedResult()
    {
        if (await RowAsync() is not { Finished: { } finished })
            return false;
        await Tell(finished.Result);
        return true;
    }

    private async Task<TrialRow?> RowAsync()
    {
        await foreach (var row in store.ReadTrialsAsync(_context.Sweep, Index))
            return row.Index == Index ? row : null;
        return null;
    }

    private async Task Tell(TrialResult result)
    {
        DeactivateOnIdle();
        await Sweep().TrialFinishedAsync(new(Index, result.Outcome, _context.Plan.Spec.Objective.Of(result)));
    }

    // What the last epoch says is what there is: no test set, no weights, and no end of the training's own.
    private static TrialResult Stopped(EpochReport? last)
    {
        var result = new TrialResult { Outcome = TrialOutcome.Stopped, Detail = StopReason.User };
        return last is null ? result : result with
        {
            Epochs = last.Epoch,
            Steps = last.Steps,
            Samples = last.Samples,
            BestEpoch = last.Epoch,
            TrainLoss = last.TrainLoss,
            TrainScore = last.TrainScore,
            ValidationLoss = last.ValidationLoss,
            ValidationScore = last.ValidationScore,
        };
    }

    private static string DigestOf(TrialResult result)
    {
        using var digest = new TrialDigest();
        return digest.Finish(result);
    }
}
