using Sweep.Core.Results;

namespace Sweep.Storage.Memory;

/// <summary>A sweep and its trials in memory. Its store's lock guards it.</summary>
internal sealed class MemorySweep
{
    private readonly SortedDictionary<long, MemoryTrial> _trials = [];
    private TrialCounts _counts = new(0, 0, 0, 0, 0);

    public MemorySweep(int order, SweepRecord record)
    {
        Order = order;
        Record = record with { Created = record.Created.ToUniversalTime(), Updated = record.Updated.ToUniversalTime() };
    }

    public int Order { get; }

    public SweepRecord Record { get; private set; }

    public void SetState(SweepState state, DateTimeOffset at) => Record = Record with { State = state, Updated = at.ToUniversalTime() };

    public Claim Claim(long index, string owner, DateTimeOffset at)
    {
        if (!_trials.TryGetValue(index, out var trial))
        {
            trial = new MemoryTrial(new TrialRow(index, 0, "", default, null));
            _trials.Add(index, trial);
            _counts = _counts with { Started = _counts.Started + 1 };
        }

        if (trial.Row.Finished is not null)
            return new(trial.Row.Attempt, Finished: true);
        trial.Row = trial.Row with { Attempt = trial.Row.Attempt + 1, Owner = owner, ClaimedAt = at.ToUniversalTime() };
        trial.Epochs.Clear();
        return new(trial.Row.Attempt, Finished: false);
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
        var started = _counts.Started - 1;
        _counts = finished.Result.Outcome switch
        {
            TrialOutcome.Completed => _counts with { Started = started, Completed = _counts.Completed + 1 },
            TrialOutcome.Diverged => _counts with { Started = started, Diverged = _counts.Diverged + 1 },
            TrialOutcome.Failed => _counts with { Started = started, Failed = _counts.Failed + 1 },
            _ => _counts with { Started = started, Stopped = _counts.Stopped + 1 },
        };
        return true;
    }

    public TrialCounts Count() => _counts;

    public IEnumerable<TrialRow> Trials() => _trials.Values.Select(t => t.Row);

    public IEnumerable<EpochRow> Epochs(long? trial) => _trials
        .Where(t => trial is null || t.Key == trial)
        .SelectMany(t => t.Value.Epochs.Values.Select(e => new EpochRow(t.Key, e)));

    private MemoryTrial? Current(long index, int attempt)
        => _trials.GetValueOrDefault(index) is { Row.Finished: null } trial && trial.Row.Attempt == attempt ? trial : null;
}
