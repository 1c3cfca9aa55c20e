using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

/// <summary>What a store must do, in dictionaries.</summary>
internal sealed class StoreModel
{
    private readonly SortedDictionary<long, int> _attempts = [];
    private readonly SortedDictionary<long, TrialOutcome> _outcomes = [];
    private readonly SortedSet<(long Trial, int Epoch)> _epochs = [];

    public int Refused { get; private set; }

    public TrialCounts Counts => new(
        _outcomes.Values.Count(o => o == TrialOutcome.Completed),
        _outcomes.Values.Count(o => o == TrialOutcome.Diverged),
        _outcomes.Values.Count(o => o == TrialOutcome.Failed),
        _outcomes.Values.Count(o => o == TrialOutcome.Stopped),
        _attempts.Count - _outcomes.Count);

    public IEnumerable<(long Trial, int Epoch)> Epochs => _epochs;

    public IEnumerable<long> Finished => _outcomes.Keys;

    public IEnumerable<(long, int, TrialOutcome?)> Trials
        => _attempts.Select(a => (a.Key, a.Value, _outcomes.TryGetValue(a.Key, out var outcome) ? outcome : (TrialOutcome?)null));

    public int Attempt(long trial) => _attempts.GetValueOrDefault(trial);

    public Claim Claim(long trial)
    {
        if (_outcomes.ContainsKey(trial))
            return new(_attempts[trial], true);
        _attempts[trial] = Attempt(trial) + 1;
        _epochs.RemoveWhere(e => e.Trial == trial);
        return new(_attempts[trial], false);
    }

    public bool Append(long trial, int attempt, IEnumerable<int> epochs)
    {
        if (!Accepts(trial, attempt))
            return false;
        _epochs.UnionWith(epochs.Select(e => (trial, e)));
        return true;
    }

    public bool Finish(long trial, int attempt, TrialOutcome outcome) => Accepts(trial, attempt) && _outcomes.TryAdd(trial, outcome);

    private bool Accepts(long trial, int attempt)
    {
        var accepted = _attempts.TryGetValue(trial, out var newest) && newest == attempt && !_outcomes.ContainsKey(trial);
        Refused += accepted ? 0 : 1;
        return accepted;
    }
}
