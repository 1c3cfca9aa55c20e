using System.Runtime.CompilerServices;
using Sweep.Storage.Sqlite;

namespace Sweep.Storage;

/// <summary>What is read in pages, on connections of its own.</summary>
public sealed partial class SqliteSweepStore
{
    /// <inheritdoc/>
    public async Task<TrialCounts> CountAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var row = await _readers.ReadAsync(connection => Queries.Find(connection, sweep), cancellation).ConfigureAwait(false);
        return row?.Counts ?? throw StoreGuard.UnknownSweep(sweep);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<long> ReadFinishedIndicesAsync(string sweep, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var key = await KeyAsync(sweep, cancellation).ConfigureAwait(false);
        for (var next = 0L; ;)
        {
            var first = next;
            var page = await _readers.ReadAsync(connection => Queries.FinishedIndices(connection, key, first), cancellation).ConfigureAwait(false);
            if (page.Count == 0)
                yield break;
            foreach (var trial in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return trial;
            }

            next = page[^1] + 1;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TrialRow> ReadTrialsAsync(string sweep, long first = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var key = await KeyAsync(sweep, cancellation).ConfigureAwait(false);
        for (var next = first; ;)
        {
            var from = next;
            var page = await _readers.ReadAsync(connection => Queries.Trials(connection, key, from), cancellation).ConfigureAwait(false);
            if (page.Count == 0)
                yield break;
            foreach (var row in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return row;
            }

            next = page[^1].Index + 1;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<EpochRow> ReadEpochsAsync(string sweep, long? trial = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var key = await KeyAsync(sweep, cancellation).ConfigureAwait(false);
        var (after, epoch) = (trial ?? 0, 0);
        while (true)
        {
            var (fromTrial, fromEpoch) = (after, epoch);
            var page = await _readers.ReadAsync(connection => Queries.Epochs(connection, key, fromTrial, fromEpoch, trial ?? long.MaxValue), cancellation).ConfigureAwait(false);
            if (page.Count == 0)
                yield break;
            foreach (var row in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return row;
            }

            (after, epoch) = (page[^1].Trial, page[^1].Epoch.Epoch);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TrialLease> ReadLeasesAsync(string sweep, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var key = await KeyAsync(sweep, cancellation).ConfigureAwait(false);
        for (var next = 0L; ;)
        {
            var from = next;
            var now = _time.GetUtcNow();
            var page = await _readers.ReadAsync(connection => Queries.Leases(connection, key, from, now), cancellation).ConfigureAwait(false);
            if (page.Count == 0)
                yield break;
            foreach (var row in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return row;
            }

            next = page[^1].Index + 1;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<FailureRow> ReadFailuresAsync(string sweep, long? trial = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var key = await KeyAsync(sweep, cancellation).ConfigureAwait(false);
        var (after, attempt) = (trial ?? 0, 0);
        while (true)
        {
            var (fromTrial, fromAttempt) = (after, attempt);
            var page = await _readers.ReadAsync(connection => Queries.Failures(connection, key, fromTrial, fromAttempt, trial ?? long.MaxValue), cancellation).ConfigureAwait(false);
            if (page.Count == 0)
                yield break;
            foreach (var row in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return row;
            }

            (after, attempt) = (page[^1].Index, page[^1].Failure.Attempt);
        }
    }

    private Task<long> KeyAsync(string sweep, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return _readers.ReadAsync(connection => Queries.KeyOf(connection, sweep), cancellation);
    }
}
