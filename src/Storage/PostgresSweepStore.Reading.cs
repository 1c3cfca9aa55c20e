using System.Runtime.CompilerServices;
using Npgsql;
using Sweep.Storage.Postgres;

namespace Sweep.Storage;

/// <summary>What the record is asked.</summary>
public sealed partial class PostgresSweepStore
{
    /// <inheritdoc/>
    public async Task<SweepRecord?> FindAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return (await FindRowAsync(sweep, cancellation).ConfigureAwait(false))?.Record;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellation = default)
    {
        var rows = await ReadAsync(PostgresQueries.ListAsync, cancellation).ConfigureAwait(false);
        return rows.ConvertAll(row => new SweepSummary(row.Record, row.Counts));
    }

    /// <inheritdoc/>
    public async Task<TrialCounts> CountAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return (await FindRowAsync(sweep, cancellation).ConfigureAwait(false))?.Counts ?? throw StoreGuard.UnknownSweep(sweep);
    }

    /// <inheritdoc/>
    public Task<SweepRequest> ReadRequestAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var id = PostgresText.Clean(sweep);
        return ReadAsync((connection, token) => PostgresQueries.RequestAsync(connection, id, token), cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<long> ReadFinishedIndicesAsync(string sweep, CancellationToken cancellation = default)
        => PagesAsync(sweep, 0L, PostgresQueries.FinishedIndicesAsync, last => last + 1, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<TrialRow> ReadTrialsAsync(string sweep, long first = 0, CancellationToken cancellation = default)
        => PagesAsync(sweep, first, PostgresQueries.TrialsAsync, last => last.Index + 1, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<TrialLease> ReadLeasesAsync(string sweep, CancellationToken cancellation = default)
        => PagesAsync(sweep, 0L, PostgresQueries.LeasesAsync, last => last.Index + 1, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<EpochRow> ReadEpochsAsync(string sweep, long? trial = null, CancellationToken cancellation = default)
        => PagesAsync(
            sweep,
            (Trial: trial ?? 0, Epoch: 0),
            (connection, key, after, token) => PostgresQueries.EpochsAsync(connection, key, after.Trial, after.Epoch, trial ?? long.MaxValue, token),
            last => (last.Trial, last.Epoch.Epoch),
            cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<FailureRow> ReadFailuresAsync(string sweep, long? trial = null, CancellationToken cancellation = default)
        => PagesAsync(
            sweep,
            (Trial: trial ?? 0, Attempt: 0),
            (connection, key, after, token) => PostgresQueries.FailuresAsync(connection, key, after.Trial, after.Attempt, trial ?? long.MaxValue, token),
            last => (last.Index, last.Failure.Attempt),
            cancellation);

    private Task<PostgresSweepRow?> FindRowAsync(string sweep, CancellationToken cancellation)
    {
        var id = PostgresText.Clean(sweep);
        return ReadAsync((connection, token) => PostgresQueries.FindAsync(connection, id, token), cancellation);
    }

    /// <summary>Rows page by page, each page beginning where the one before ended.</summary>
    private async IAsyncEnumerable<TRow> PagesAsync<TRow, TPlace>(
        string sweep,
        TPlace first,
        Func<NpgsqlConnection, long, TPlace, CancellationToken, Task<List<TRow>>> read,
        Func<TRow, TPlace> next,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var id = PostgresText.Clean(sweep);
        var key = await ReadAsync((connection, token) => PostgresQueries.KeyOfAsync(connection, id, token), cancellation).ConfigureAwait(false);
        for (var place = first; ;)
        {
            var from = place;
            var page = await ReadAsync((connection, token) => read(connection, key, from, token), cancellation).ConfigureAwait(false);
            if (page.Count == 0)
                yield break;
            foreach (var row in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return row;
            }

            place = next(page[^1]);
        }
    }

    private Task<T> ReadAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> query, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_closed is not null, this);
        return _patience.TryAsync(
            async token =>
            {
                await using var connection = await _connections.ReaderAsync(token).ConfigureAwait(false);
                return await query(connection, token).ConfigureAwait(false);
            },
            cancellation);
    }
}
