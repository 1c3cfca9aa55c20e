using Sweep.Core.Results;

namespace Sweep.Storage;

/// <summary>
/// The record: the only truth about sweeps. Every write of a trial carries the attempt that makes it; a write of an
/// attempt that is not the newest, or that had its result, is refused, counted and logged.
/// A task that completes means that the write is on disk. Safe to use from many threads; writes are committed in groups.
/// A cancelled write was withdrawn before it began; one that has begun completes.
/// Calls on a sweep that is not in the record throw <see cref="StoreException"/>, all but <see cref="FindAsync"/> and <see cref="DeleteAsync"/>;
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

    /// <summary>
    /// Moves a sweep to another state. False, and nothing changes, where it is cancelled: that it leaves by
    /// <see cref="RetryFailedAsync"/> or <see cref="ExtendAsync"/> alone, so that nobody who has not heard of it undoes it.
    /// </summary>
    Task<bool> SetStateAsync(string sweep, SweepState state, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>
    /// Claims the next attempt at a trial for <paramref name="owner"/> under a lease, unless the trial has its result or
    /// another owner holds a live lease. The owner itself may claim anew at any time. Epochs that older attempts left
    /// behind their last checkpoint are dropped, those up to it are kept.
    /// </summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trial">Index of the trial.</param>
    /// <param name="owner">Who claims; what <see cref="RenewLeasesAsync"/> is called with.</param>
    /// <param name="at">When, for people: leases run by the store's own clock.</param>
    /// <param name="lease">How long the lease holds unless it is renewed; a lease of no time keeps nobody away.</param>
    /// <param name="cancellation">Withdraws the claim before it begins.</param>
    Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation = default);

    /// <summary>
    /// Adds epochs of one attempt, all or none; an epoch that is there already is replaced.
    /// False where the attempt is stale or the trial has its result.
    /// </summary>
    Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default);

    /// <summary>Writes the one result of a trial. False where the attempt is stale or the trial has its result.</summary>
    Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default);

    /// <summary>
    /// Saves where a training can go on, in place of the older checkpoint. It is gone when the trial gets its result.
    /// The epochs behind it have to be in the record before. False where the attempt is stale or the trial has its result.
    /// </summary>
    /// <exception cref="StoreException">The state is larger than <see cref="TrialCheckpoint.MaxBytes"/>.</exception>
    Task<bool> SaveCheckpointAsync(string sweep, long trial, int attempt, TrialCheckpoint checkpoint, CancellationToken cancellation = default);

    /// <summary>
    /// Renews the leases of all trials of all sweeps that <paramref name="owner"/> claimed and did not give back since, also of
    /// those whose time is up unless somebody else claimed them.
    /// </summary>
    /// <returns>How many.</returns>
    Task<int> RenewLeasesAsync(string owner, TimeSpan lease, CancellationToken cancellation = default);

    /// <summary>Gives a lease back at once, so that any owner may claim. False where the attempt is stale or the trial has its result.</summary>
    Task<bool> ReleaseAsync(string sweep, long trial, int attempt, CancellationToken cancellation = default);

    /// <summary>
    /// Keeps why an attempt failed and ends its lease; its checkpoint stays. The same attempt may still finish the trial as failed.
    /// A second failure of one attempt changes nothing. False where the attempt is stale or the trial has its result.
    /// </summary>
    Task<bool> RecordFailureAsync(string sweep, long trial, int attempt, AttemptFailure failure, CancellationToken cancellation = default);

    /// <summary>Counts of a sweep's trials that are in the record.</summary>
    Task<TrialCounts> CountAsync(string sweep, CancellationToken cancellation = default);

    /// <summary>Indices of all trials with a result, ascending.</summary>
    IAsyncEnumerable<long> ReadFinishedIndicesAsync(string sweep, CancellationToken cancellation = default);

    /// <summary>All trials in the record, by index, from <paramref name="first"/> on.</summary>
    IAsyncEnumerable<TrialRow> ReadTrialsAsync(string sweep, long first = 0, CancellationToken cancellation = default);

    /// <summary>Epochs in the record by trial and epoch: all of the sweep's, or of one trial.</summary>
    IAsyncEnumerable<EpochRow> ReadEpochsAsync(string sweep, long? trial = null, CancellationToken cancellation = default);

    /// <summary>
    /// Trials that were claimed and have no result, by index, with whoever claimed them last.
    /// One whose result was withdrawn is none of them until it is claimed again.
    /// </summary>
    IAsyncEnumerable<TrialLease> ReadLeasesAsync(string sweep, CancellationToken cancellation = default);

    /// <summary>Failed attempts by trial and attempt: all of the sweep's, or of one trial.</summary>
    IAsyncEnumerable<FailureRow> ReadFailuresAsync(string sweep, long? trial = null, CancellationToken cancellation = default);

    /// <summary>
    /// Asks something of a sweep, in place of what was asked before, but no pause in place of a cancellation. It stands until
    /// it is fulfilled (a state of <see cref="SweepState.Cancelled"/> or <see cref="SweepState.Finished"/> fulfils everything,
    /// <see cref="SweepState.Paused"/> a pause) or withdrawn: by <see cref="SweepRequest.None"/>, or since a sweep that was over
    /// is to go on (<see cref="RetryFailedAsync"/>, <see cref="ExtendAsync"/>). Also a store opened with <see cref="StoreAccess.Request"/> takes it.
    /// </summary>
    Task RequestAsync(string sweep, SweepRequest request, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>What is asked of a sweep and not fulfilled yet.</summary>
    Task<SweepRequest> ReadRequestAsync(string sweep, CancellationToken cancellation = default);

    /// <summary>
    /// Withdraws the result of every trial that failed and, where the sweep is cancelled, of those stopped with the detail
    /// <see cref="StopReason.User"/>. Attempts count on, failures count from 0 again; their causes stay. A sweep that was
    /// finished is paused if a result was withdrawn, one that was cancelled in any case, so that it can be resumed.
    /// </summary>
    /// <returns>Results withdrawn.</returns>
    Task<int> RetryFailedAsync(string sweep, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>
    /// Deletes a sweep and all that the record holds of it. It is gone at once, its rows soon after, in parts; a process that
    /// ends in between leaves the rest to the next that opens the record. False where there is no such sweep.
    /// </summary>
    Task<bool> DeleteAsync(string sweep, CancellationToken cancellation = default);

    /// <summary>
    /// Puts what <paramref name="grown"/> says of name, spec, hash, folder, number of trials, state, time and version in place
    /// of what the record says of a sweep; id and time of creation stay. With <paramref name="from"/> and <paramref name="reuse"/>
    /// it then copies trials that finished there, with their epochs, to other indices here. What has no result there, and what
    /// was ever claimed here, is left out, so that calling again after an interruption copies what is missing.
    /// </summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="grown">What it becomes, with the same id and no fewer trials.</param>
    /// <param name="from">Another sweep of the record.</param>
    /// <param name="reuse">Index there → index here.</param>
    /// <param name="cancellation">Ends the copying between two parts.</param>
    /// <exception cref="StoreException">One of the sweeps is not in the record, or the sweep would shrink.</exception>
    Task ExtendAsync(string sweep, SweepRecord grown, string? from, IReadOnlyDictionary<long, long>? reuse, CancellationToken cancellation = default);

    /// <summary>Writes refused since the store was opened because their attempt was stale.</summary>
    long StaleWritesRefused { get; }
}
