using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

/// <summary>What a store must do to one sweep, in dictionaries.</summary>
internal sealed class StoreModel
{
    private readonly SortedDictionary<long, Trial> _trials = [];
    private readonly SortedSet<(long Trial, int Epoch)> _epochs = [];
    private readonly SortedSet<(long Trial, int Attempt)> _failures = [];
    private int _now;

    public int Refused { get; private set; }

    public SweepState State { get; private set; } = SweepState.Running;

    public SweepRequest Request { get; private set; }

    public TrialCounts Counts => new(
        Ended(TrialOutcome.Completed), Ended(TrialOutcome.Diverged), Ended(TrialOutcome.Failed), Ended(TrialOutcome.Stopped),
        _trials.Values.Count(t => t.Outcome is null));

    public IEnumerable<(long Trial, int Epoch)> Epochs => _epochs;

    public IEnumerable<(long Trial, int Attempt)> Failures => _failures;

    public IEnumerable<long> Finished => _trials.Where(t => t.Value.Outcome is not null).Select(t => t.Key);

    public IEnumerable<(long, int, TrialOutcome?)> Trials => _trials.Select(t => (t.Key, t.Value.Attempt, t.Value.Outcome));

    public IEnumerable<TrialLease> Leases => _trials
        .Where(t => t.Value.LeasedUntil is not null)
        .Select(t => new TrialLease(t.Key, t.Value.Attempt, t.Value.Owner, t.Value.LeasedUntil > _now));

    public int Attempt(long trial) => _trials.TryGetValue(trial, out var found) ? found.Attempt : 0;

    public void Pass(int seconds) => _now += seconds;

    public (ClaimOutcome Outcome, int Attempt, int Failures, int? Checkpoint) Claim(long index, string owner, int seconds)
    {
        if (!_trials.TryGetValue(index, out var trial))
            _trials.Add(index, trial = new());
        if (trial.Outcome is not null)
            return (ClaimOutcome.Finished, trial.Attempt, trial.Failures, null);
        if (trial.Owner != owner && trial.LeasedUntil > _now)
            return (ClaimOutcome.Leased, trial.Attempt, trial.Failures, null);
        (trial.Attempt, trial.Owner, trial.LeasedUntil) = (trial.Attempt + 1, owner, _now + seconds);
        _epochs.RemoveWhere(e => e.Trial == index && e.Epoch > (trial.Checkpoint ?? 0));
        return (ClaimOutcome.Claimed, trial.Attempt, trial.Failures, trial.Checkpoint);
    }

    public bool Append(long index, int attempt, IEnumerable<int> epochs) => Accepts(index, attempt, _ => _epochs.UnionWith(epochs.Select(e => (index, e))));

    public bool Save(long index, int attempt, int epochs) => Accepts(index, attempt, trial => trial.Checkpoint = epochs);

    public bool Release(long index, int attempt) => Accepts(index, attempt, trial => trial.LeasedUntil = int.MinValue);

    public bool Fail(long index, int attempt) => Accepts(index, attempt, trial =>
    {
        if (!_failures.Add((index, attempt)))
            return;
        trial.Failures++;
        trial.LeasedUntil = int.MinValue;
    });

    public bool Finish(long index, int attempt, TrialOutcome outcome)
        => Accepts(index, attempt, trial => (trial.Outcome, trial.Checkpoint, trial.LeasedUntil) = (outcome, null, null));

    public int Renew(string owner, int seconds)
    {
        var held = _trials.Values.Where(t => t.Owner == owner && t.LeasedUntil > int.MinValue).ToList();
        held.ForEach(t => t.LeasedUntil = _now + seconds);
        return held.Count;
    }

    public int Retry()
    {
        var cancelled = State == SweepState.Cancelled;
        // The steps stop trials by user alone.
        var withdrawn = _trials.Values.Where(t => t.Outcome == TrialOutcome.Failed || (cancelled && t.Outcome == TrialOutcome.Stopped)).ToList();
        withdrawn.ForEach(t => (t.Outcome, t.Failures) = (null, 0));
        if (cancelled || (State == SweepState.Finished && withdrawn.Count > 0))
            (State, Request) = (SweepState.Paused, SweepRequest.None);
        return withdrawn.Count;
    }

    public void Ask(SweepRequest request)
    {
        if (Request != SweepRequest.Cancel || request != SweepRequest.Pause)
            Request = request;
    }

    public bool Move(SweepState state)
    {
        if (State == SweepState.Cancelled && state != SweepState.Cancelled)
            return false;
        State = state;
        if (state is SweepState.Finished or SweepState.Cancelled || (state == SweepState.Paused && Request == SweepRequest.Pause))
            Request = SweepRequest.None;
        return true;
    }

    private int Ended(TrialOutcome outcome) => _trials.Values.Count(t => t.Outcome == outcome);

    private bool Accepts(long index, int attempt, Action<Trial> write)
    {
        if (!_trials.TryGetValue(index, out var trial) || trial.Attempt != attempt || trial.LeasedUntil is null)
        {
            Refused++;
            return false;
        }

        write(trial);
        return true;
    }

    private sealed class Trial
    {
        public int Attempt { get; set; }

        public string Owner { get; set; } = "";

        /// <summary>Null where nobody can hold a lease, and nobody may write; the least number where it was given back.</summary>
        public int? LeasedUntil { get; set; }

        public int Failures { get; set; }

        public int? Checkpoint { get; set; }

        public TrialOutcome? Outcome { get; set; }
    }
}
