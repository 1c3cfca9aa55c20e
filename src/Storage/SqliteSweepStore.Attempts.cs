namespace Sweep.Storage;

/// <summary>Leases, checkpoints and failures of attempts.</summary>
public sealed partial class SqliteSweepStore
{
    /// <inheritdoc/>
    public Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.CheckLease(owner, lease);
        return Writer.WriteAsync(session => session.Claim(sweep, trial, owner, at, _time.GetUtcNow(), lease), cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> SaveCheckpointAsync(string sweep, long trial, int attempt, TrialCheckpoint checkpoint, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial, checkpoint);
        return FencedAsync(session => session.SaveCheckpoint(sweep, trial, attempt, checkpoint), "a checkpoint", sweep, trial, attempt, cancellation);
    }

    /// <inheritdoc/>
    public Task<int> RenewLeasesAsync(string owner, TimeSpan lease, CancellationToken cancellation = default)
    {
        StoreGuard.CheckLease(owner, lease);
        return Writer.WriteAsync(session => session.Renew(owner, _time.GetUtcNow() + lease), cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(string sweep, long trial, int attempt, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        return FencedAsync(session => session.Release(sweep, trial, attempt), "the release", sweep, trial, attempt, cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> RecordFailureAsync(string sweep, long trial, int attempt, AttemptFailure failure, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.Check(attempt, failure);
        return FencedAsync(session => session.Fail(sweep, trial, attempt, failure), "the failure", sweep, trial, attempt, cancellation);
    }
}
