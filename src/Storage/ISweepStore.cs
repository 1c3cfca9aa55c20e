using Sweep.Core.Results;

namespace Sweep.Storage;

/// <summary>
/// The record: the only truth about sweeps. Every write of a trial carries the attempt that makes it; a write of an
/// attempt that is not the newest, or to a trial that has its result, is refused, counted and logged.
/// A task that completes means that the write is on disk. Safe to use from many threads; writes are committed in groups.
/// A cancelled write was withdrawn before it began; one that has begun completes.
/// Calls on a sweep that is not in the record throw <see cref="StoreException"/>, all but <see cref="FindAsync"/>;
/// arguments that cannot be (an id that <see cref="SweepId"/> does not allow, a negative index) throw <see cref="ArgumentException"/>.
/// </summary>
public interface ISweepStore : IAsyncDisposable
{
    /// <summary>Adds a sweep. False where one with this id exists.</summary>
    Task<bool> CreateAsync(SweepRecord sweep, CancellationToken cancellation = default);

    /// <summary>The sweep with this id; null where there is none.</summary>
    Task<SweepRecord?> FindAsync(string sweep, CancellationToken cancellation = default);

    /// <summary>All sweeps with their counts, newest first.</summary>
    Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellation = default);

    /// <summary>Moves a sweep to another state.</summary>
    Task SetStateAsync(string sweep, SweepState state, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>
    /// Claims the next attempt at a trial for <paramref name="owner"/>, whatever became of the older ones, and drops
    /// the epochs that they left. A trial that has its result is not claimed.
    /// </summary>
    Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>
    /// Adds epochs of one attempt, all or none; an epoch that is there already is replaced.
    /// False where the attempt is stale or the trial has its result.
    /// </summary>
    Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default);

    /// <summary>Writes the one result of a trial. False where the attempt is stale or the trial has its result.</summary>
    Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default);

    /// <summary>Counts of a sweep's trials that are in the record.</summary>
    Task<TrialCounts> CountAsync(string sweep, CancellationToken cancellation = default);

    /// <summary>Indices of all trials with a result, ascending.</summary>
    IAsyncEnumerable<long> ReadFinishedIndicesAsync(string sweep, CancellationToken cancellation = default);

    /// <summary>All trials in the record, by index, from <paramref name="first"/> on.</summary>
    IAsyncEnumerable<TrialRow> ReadTrialsAsync(string sweep, long first = 0, CancellationToken cancellation = default);

    /// <summary>Epochs in the record by trial and epoch: all of the sweep's, or of one trial.</summary>
    IAsyncEnumerable<EpochRow> ReadEpochsAsync(string sweep, long? trial = null, CancellationToken cancellation = default);

    /// <summary>Writes refused since the store was opened because their attempt was stale.</summary>
    long StaleWritesRefused { get; }
}
