namespace Sweep.Storage.Memory;

/// <summary>Leases, checkpoints and failures of attempts.</summary>
internal sealed partial class MemorySweep
{
    public bool SaveCheckpoint(long index, int attempt, TrialCheckpoint checkpoint)
    {
        if (Current(index, attempt) is not { } trial)
            return false;
        trial.Checkpoint = checkpoint;
        return true;
    }

    public int Renew(string owner, DateTimeOffset until)
    {
        var renewed = 0;
        foreach (var trial in _leased.Select(index => _trials[index]))
        {
            if (trial.Row.Owner != owner || trial.LeasedUntil == DateTimeOffset.MinValue)
                continue;
            trial.LeasedUntil = until;
            renewed++;
        }

        return renewed;
    }

    public bool Release(long index, int attempt)
    {
        if (Current(index, attempt) is not { } trial)
            return false;
        trial.LeasedUntil = DateTimeOffset.MinValue;
        return true;
    }

    public bool Fail(long index, int attempt, AttemptFailure failure)
    {
        if (Current(index, attempt) is not { } trial)
            return false;
        if (trial.Failures.TryAdd(attempt, failure with { At = failure.At.ToUniversalTime() }))
        {
            trial.FailureCount++;
            trial.LeasedUntil = DateTimeOffset.MinValue;
        }

        return true;
    }

    public IEnumerable<TrialLease> Leases(DateTimeOffset now)
        => _leased.Select(index => (Index: index, Trial: _trials[index]))
            .Select(t => new TrialLease(t.Index, t.Trial.Row.Attempt, t.Trial.Row.Owner, t.Trial.LeasedUntil > now));

    public IEnumerable<FailureRow> Failures(long? trial)
        => Of(trial).SelectMany(t => t.Value.Failures.Values.Select(f => new FailureRow(t.Key, f)));
}
