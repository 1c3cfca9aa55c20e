using Sweep.Core.Results;

namespace Sweep.Storage.Memory;

/// <summary>What changes a sweep as a whole.</summary>
internal sealed partial class MemorySweep
{
    public int Retry(DateTimeOffset at)
    {
        var cancelled = Record.State == SweepState.Cancelled;
        var withdrawn = _trials.Values.Where(t => t.Row.Finished?.Result is { } result && IsRetried(result, cancelled)).ToList();
        foreach (var trial in withdrawn)
        {
            Count(trial.Row.Finished!.Result.Outcome, -1);
            trial.Row = trial.Row with { Finished = null };
            trial.FailureCount = 0;
        }

        _counts = _counts with { Started = _counts.Started + withdrawn.Count };
        if (cancelled || (Record.State == SweepState.Finished && withdrawn.Count > 0))
            (Record, Request) = (Record with { State = SweepState.Paused, Updated = at.ToUniversalTime() }, SweepRequest.None);
        return withdrawn.Count;
    }

    public void Extend(SweepRecord grown)
    {
        if (grown.Trials < Record.Trials)
            throw StoreGuard.Shrinks(Record.Id, Record.Trials, grown.Trials);
        Request = IsOver ? SweepRequest.None : Request;
        Record = grown with { Created = Record.Created, Updated = grown.Updated.ToUniversalTime() };
    }

    public void Copy(MemorySweep from, IReadOnlyDictionary<long, long> reuse)
    {
        foreach (var (there, here) in reuse)
        {
            if (!from._trials.TryGetValue(there, out var trial) || trial.Row.Finished is not { } finished)
                continue;
            var copy = new MemoryTrial(trial.Row with { Index = here });
            if (!_trials.TryAdd(here, copy))
                continue;
            foreach (var (number, epoch) in trial.Epochs)
                copy.Epochs.Add(number, epoch);
            Count(finished.Result.Outcome, 1);
        }
    }

    private static bool IsRetried(TrialResult result, bool cancelled)
        => result.Outcome == TrialOutcome.Failed || (cancelled && result is { Outcome: TrialOutcome.Stopped, Detail: StopReason.User });
}
