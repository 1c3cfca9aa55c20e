using Sweep.Core.Results;

namespace Sweep.Storage.Memory;

/// <summary>A sweep and its trials in memory. Its store's lock guards it.</summary>
internal sealed partial class MemorySweep
{
    private readonly SortedDictionary<long, MemoryTrial> _trials = [];
    // Those that were claimed and have neither a result nor one that was withdrawn since.
    private readonly SortedSet<long> _leased = [];
    private TrialCounts _counts = new(0, 0, 0, 0, 0);

    public MemorySweep(int order, SweepRecord record)
    {
        Order = order;
        Record = record with { Created = record.Created.ToUniversalTime(), Updated = record.Updated.ToUniversalTime() };
    }

    public int Order { get; }

    public SweepRecord Record { get; private set; }

    public SweepRequest Request { get; private set; }

    private bool IsOver => Record.State is SweepState.Finished or SweepState.Cancelled;

    public bool SetState(SweepState state, DateTimeOffset at)
    {
        if (Record.State == SweepState.Cancelled && state != SweepState.Cancelled)
            return false;
        Record = Record with { State = state, Updated = at.ToUniversalTime() };
        if (state is SweepState.Cancelled or SweepState.Finished || (state == SweepState.Paused && Request == SweepRequest.Pause))
            Request = SweepRequest.None;
        return true;
    }

    public SweepRequest Ask(SweepRequest request)
        => Request = Request == SweepRequest.Cancel && request == SweepRequest.Pause ? SweepRequest.Cancel : request;

    public Claim Claim(long index, string owner, DateTimeOffset at, DateTimeOffset now, TimeSpan lease)
    {
        if (!_trials.TryGetValue(index, out var trial))
        {
            trial = new MemoryTrial(new TrialRow(index, 0, "", default, null));
            _trials.Add(index, trial);
            _counts = _counts with { Started = _counts.Started + 1 };
        }

        if (trial.Row.Finished is not null)
            return new(ClaimOutcome.Finished, trial.Row.Attempt, trial.FailureCount, null);
        if (trial.Row.Owner != owner && _leased.Contains(index) && trial.LeasedUntil > now)
            return new(ClaimOutcome.Leased, trial.Row.Attempt, trial.FailureCount, null);
        trial.Row = trial.Row with { Attempt = trial.Row.Attempt + 1, Owner = owner, ClaimedAt = at.ToUniversalTime() };
        trial.LeasedUntil = now + lease;
        _leased.Add(index);
        foreach (var epoch in trial.Epochs.Keys.Where(e => e > (trial.Checkpoint?.Epochs ?? 0)).ToList())
            trial.Epochs.Remove(epoch);
        return new(ClaimOutcome.Claimed, trial.Row.Attempt, trial.FailureCount, trial.Checkpoint);
    }

    public bool Append(long index, int attempt, IReadOnlyList<EpochReport> epochs)
    {
        if (Current(index, attempt) is not { } trial)
            return false;
        foreach (var epoch in epochs)
            trial.Epochs[epoch.Epoch] = epoch;
        return true;
    }

    public bool Finish(long index, int attempt, FinishedTrial finished)
    {
        if (Current(index, attempt) is not { } trial)
            return false;
        trial.Row = trial.Row with { Finished = finished with { Started = finished.Started.ToUniversalTime() } };
        trial.Checkpoint = null;
        _leased.Remove(index);
        Count(finished.Result.Outcome, 1);
        _counts = _counts with { Started = _counts.Started - 1 };
        return true;
    }

    public TrialCounts Count() => _counts;

    public IEnumerable<TrialRow> Trials() => _trials.Values.Select(t => t.Row);

    public IEnumerable<EpochRow> Epochs(long? trial) => Of(trial)
        .SelectMany(t => t.Value.Epochs.Values.Select(e => new EpochRow(t.Key, e)));

    private IEnumerable<KeyValuePair<long, MemoryTrial>> Of(long? trial) => _trials.Where(t => trial is null || t.Key == trial);

    private void Count(TrialOutcome outcome, long change) => _counts = outcome switch
    {
        TrialOutcome.Completed => _counts with { Completed = _counts.Completed + change },
        TrialOutcome.Diverged => _counts with { Diverged = _counts.Diverged + change },
        TrialOutcome.Failed => _counts with { Failed = _counts.Failed + change },
        _ => _counts with { Stopped = _counts.Stopped + change },
    };

    private MemoryTrial? Current(long index, int attempt)
        => _leased.Contains(index) && _trials[index] is var trial && trial.Row.Attempt == attempt ? trial : null;
}
