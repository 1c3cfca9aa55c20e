namespace Sweep.Storage;

/// <summary>Leases, checkpoints and failures of attempts.</summary>
public sealed partial class MemorySweepStore
{
    /// <inheritdoc/>
    public Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.CheckLease(owner, lease);
        return Locked(() => Sweep(sweep).Claim(trial, owner, at, _time.GetUtcNow(), lease), cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> SaveCheckpointAsync(string sweep, long trial, int attempt, TrialCheckpoint checkpoint, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial, checkpoint);
        return Locked(
            () => _accounting.Accepted(Sweep(sweep).SaveCheckpoint(trial, attempt, checkpoint), "a checkpoint", sweep, trial, attempt),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<int> RenewLeasesAsync(string owner, TimeSpan lease, CancellationToken cancellation = default)
    {
        StoreGuard.CheckLease(owner, lease);
        return Locked(
            () =>
            {
                var until = _time.GetUtcNow() + lease;
                return _sweeps.Values.Sum(s => s.Renew(owner, until));
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(string sweep, long trial, int attempt, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        return Locked(() => _accounting.Accepted(Sweep(sweep).Release(trial, attempt), "the release", sweep, trial, attempt), cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> RecordFailureAsync(string sweep, long trial, int attempt, AttemptFailure failure, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.Check(attempt, failure);
        return Locked(() => _accounting.Accepted(Sweep(sweep).Fail(trial, attempt, failure), "the failure", sweep, trial, attempt), cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TrialLease> ReadLeasesAsync(string sweep, CancellationToken cancellation = default)
        => Snapshot(sweep, s => s.Leases(_time.GetUtcNow()), cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<FailureRow> ReadFailuresAsync(string sweep, long? trial = null, CancellationToken cancellation = default)
        => Snapshot(sweep, s => s.Failures(trial), cancellation);
}
