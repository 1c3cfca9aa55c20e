using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>
/// Passes everything on. Each call has ended when it returns: a store on disk works in threads of its own, which are
/// waited for here, so that nothing else happens meanwhile.
/// </summary>
internal abstract class StoreWrapper(ISweepStore inner) : ISweepStore
{
    public long StaleWritesRefused => inner.StaleWritesRefused;

    public virtual Task<bool> CreateAsync(SweepRecord sweep, CancellationToken cancellation = default) => Ended(inner.CreateAsync(sweep, cancellation));

    public virtual Task<SweepRecord?> FindAsync(string sweep, CancellationToken cancellation = default) => Ended(inner.FindAsync(sweep, cancellation));

    public virtual Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellation = default) => Ended(inner.ListAsync(cancellation));

    public virtual Task<bool> SetStateAsync(string sweep, SweepState state, DateTimeOffset at, CancellationToken cancellation = default) => Ended(inner.SetStateAsync(sweep, state, at, cancellation));

    public virtual Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation = default)
        => Ended(inner.ClaimAsync(sweep, trial, owner, at, lease, cancellation));

    public virtual Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default)
        => Ended(inner.AppendEpochsAsync(sweep, trial, attempt, epochs, cancellation));

    public virtual Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default)
        => Ended(inner.FinishAsync(sweep, trial, attempt, finished, cancellation));

    public virtual Task<bool> SaveCheckpointAsync(string sweep, long trial, int attempt, TrialCheckpoint checkpoint, CancellationToken cancellation = default)
        => Ended(inner.SaveCheckpointAsync(sweep, trial, attempt, checkpoint, cancellation));

    public virtual Task<int> RenewLeasesAsync(string owner, TimeSpan lease, CancellationToken cancellation = default) => Ended(inner.RenewLeasesAsync(owner, lease, cancellation));

    public virtual Task<bool> ReleaseAsync(string sweep, long trial, int attempt, CancellationToken cancellation = default) => Ended(inner.ReleaseAsync(sweep, trial, attempt, cancellation));

    public virtual Task<bool> RecordFailureAsync(string sweep, long trial, int attempt, AttemptFailure failure, CancellationToken cancellation = default)
        => Ended(inner.RecordFailureAsync(sweep, trial, attempt, failure, cancellation));

    public virtual Task<TrialCounts> CountAsync(string sweep, CancellationToken cancellation = default) => Ended(inner.CountAsync(sweep, cancellation));

    public virtual IAsyncEnumerable<long> ReadFinishedIndicesAsync(string sweep, CancellationToken cancellation = default) => Ended(inner.ReadFinishedIndicesAsync(sweep, cancellation));

    public virtual IAsyncEnumerable<TrialRow> ReadTrialsAsync(string sweep, long first = 0, CancellationToken cancellation = default) => Ended(inner.ReadTrialsAsync(sweep, first, cancellation));

    public virtual IAsyncEnumerable<EpochRow> ReadEpochsAsync(string sweep, long? trial = null, CancellationToken cancellation = default) => Ended(inner.ReadEpochsAsync(sweep, trial, cancellation));

    public virtual IAsyncEnumerable<TrialLease> ReadLeasesAsync(string sweep, CancellationToken cancellation = default) => Ended(inner.ReadLeasesAsync(sweep, cancellation));

    public virtual IAsyncEnumerable<FailureRow> ReadFailuresAsync(string sweep, long? trial = null, CancellationToken cancellation = default) => Ended(inner.ReadFailuresAsync(sweep, trial, cancellation));

    public virtual Task RequestAsync(string sweep, SweepRequest request, DateTimeOffset at, CancellationToken cancellation = default) => Ended(inner.RequestAsync(sweep, request, at, cancellation));

    public virtual Task<SweepRequest> ReadRequestAsync(string sweep, CancellationToken cancellation = default) => Ended(inner.ReadRequestAsync(sweep, cancellation));

    public virtual Task<int> RetryFailedAsync(string sweep, DateTimeOffset at, CancellationToken cancellation = default) => Ended(inner.RetryFailedAsync(sweep, at, cancellation));

    public virtual Task<bool> DeleteAsync(string sweep, CancellationToken cancellation = default) => Ended(inner.DeleteAsync(sweep, cancellation));

    public virtual Task ExtendAsync(string sweep, SweepRecord grown, string? from, IReadOnlyDictionary<long, long>? reuse, CancellationToken cancellation = default)
        => Ended(inner.ExtendAsync(sweep, grown, from, reuse, cancellation));

    public virtual ValueTask DisposeAsync() => inner.DisposeAsync();

    private static T Ended<T>(T task)
        where T : Task
    {
        if (!task.IsCompleted)
            Task.WaitAny(task);
        return task;
    }

    private static async IAsyncEnumerable<T> Ended<T>(IAsyncEnumerable<T> rows)
    {
        foreach (var row in await Ended(rows.ToListAsync().AsTask()))
            yield return row;
    }
}
