namespace Sweep.Storage;

/// <summary>What a store did since it was opened, for metrics. Safe to read from any thread.</summary>
public sealed class StoreStatistics
{
    private long _commits;
    private long _operations;
    private long _epochRows;
    private long _failures;
    private long _staleWritesRefused;
    private long _commitTicks;

    /// <summary>Transactions committed.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Writes in those transactions; over <see cref="Commits"/> it is the mean size of a group.</summary>
    public long Operations => Interlocked.Read(ref _operations);

    /// <summary>Epoch rows accepted.</summary>
    public long EpochRows => Interlocked.Read(ref _epochRows);

    /// <summary>Writes that ended with an exception.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Writes refused because their attempt was stale or the trial had its result.</summary>
    public long StaleWritesRefused => Interlocked.Read(ref _staleWritesRefused);

    /// <summary>Time spent in transactions that committed.</summary>
    public TimeSpan CommitTime => new(Interlocked.Read(ref _commitTicks));

    /// <summary>Raised after each commit, before its writes are acknowledged, on the store's own thread: handlers must be quick.</summary>
    public event Action<StoreCommit>? Committed;

    internal void RecordCommit(StoreCommit commit)
    {
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _operations, commit.Operations);
        Interlocked.Add(ref _commitTicks, commit.Elapsed.Ticks);
        Committed?.Invoke(commit);
    }

    internal void RecordEpochRows(int rows) => Interlocked.Add(ref _epochRows, rows);

    internal void RecordFailure() => Interlocked.Increment(ref _failures);

    internal void RecordStale() => Interlocked.Increment(ref _staleWritesRefused);
}
