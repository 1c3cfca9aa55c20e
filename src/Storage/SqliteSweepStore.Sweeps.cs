using Sweep.Storage.Sqlite;

namespace Sweep.Storage;

/// <summary>What people do with whole sweeps.</summary>
public sealed partial class SqliteSweepStore
{
    /// <summary>Trials that are copied in one write, so that others get their turn.</summary>
    private const int CopiedAtOnce = 256;

    /// <inheritdoc/>
    public Task RequestAsync(string sweep, SweepRequest request, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        StoreGuard.Check(request);
        return _requests is { } requests
            ? Task.Run(() => requests.Write(sweep, request, at), cancellation)
            : Writer.WriteAsync(session => session.Request(sweep, request, at), cancellation);
    }

    /// <inheritdoc/>
    public Task<SweepRequest> ReadRequestAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return _readers.ReadAsync(connection => Queries.Request(connection, sweep), cancellation);
    }

    /// <inheritdoc/>
    public Task<int> RetryFailedAsync(string sweep, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return Writer.WriteAsync(session => session.RetryFailed(sweep, at), cancellation);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        if (await Writer.WriteAsync(session => session.Delete(sweep), cancellation).ConfigureAwait(false) is not { } key)
            return false;
        while (await Writer.WriteAsync(session => session.Purge(key), cancellation).ConfigureAwait(false))
        {
        }

        return true;
    }

    /// <inheritdoc/>
    public async Task ExtendAsync(string sweep, SweepRecord grown, string? from, IReadOnlyDictionary<long, long>? reuse, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, grown, from, reuse);
        await Writer.WriteAsync(session => session.Extend(sweep, grown, from), cancellation).ConfigureAwait(false);
        if (reuse is null)
            return;
        foreach (var part in reuse.Chunk(CopiedAtOnce))
            await Writer.WriteAsync(session => session.Copy(from!, sweep, part), cancellation).ConfigureAwait(false);
    }
}
