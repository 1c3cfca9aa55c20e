using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sweep.Core.Results;
using Sweep.Storage.Postgres;

namespace Sweep.Storage;

/// <summary>
/// The record on a PostgreSQL server, which many processes write to at once. The writes of a process are committed in groups
/// and acknowledged when the server has them on disk. A server that cannot be used is waited for up to a minute; a write
/// that is sent again happens once all the same. Times are kept to the microsecond.
/// </summary>
public sealed partial class PostgresSweepStore : IMeasuredStore
{
    private readonly StoreAccounting _accounting;
    private readonly PostgresConnections _connections;
    private readonly Patience _patience;
    private readonly StoreAccess _access;
    private readonly WriteLane? _trials;
    private readonly WriteLane? _sweeps;
    private readonly Lock _closing = new();
    private Task? _closed;

    private PostgresSweepStore(PostgresConnections connections, Patience patience, StoreAccess access, TimeProvider time, ILogger logger)
    {
        _accounting = new StoreAccounting(logger);
        (_connections, _patience, _access) = (connections, patience, access);
        if (access == StoreAccess.Read)
            return;
        // What concerns whole sweeps may take long, and leases have to be renewed meanwhile.
        _sweeps = new WriteLane(connections, patience, Statistics, time, logger);
        if (access == StoreAccess.ReadWrite)
            _trials = new WriteLane(connections, patience, Statistics, time, logger);
    }

    /// <summary>Where the record is, for people: never with a password.</summary>
    public string Location => _connections.Address.Display;

    /// <summary>What the store did since it was opened.</summary>
    public StoreStatistics Statistics => _accounting.Statistics;

    /// <inheritdoc/>
    public long StaleWritesRefused => Statistics.StaleWritesRefused;

    /// <summary>
    /// Opens a record. For writing, its schema and tables are created where they are missing and brought up to date, by one
    /// process at a time. For reading and for requests, nothing is created.
    /// </summary>
    /// <param name="url">
    /// <c>postgres://user@host:port/database?schema=sweep</c>, with libpq's options. The password is best left to PGPASSWORD,
    /// PGPASSFILE or SWEEP_POSTGRES_PASSWORD_FILE, a file that is read at each connect.
    /// </param>
    /// <param name="access">What for.</param>
    /// <param name="time">Tells how long to wait for a server and how long commits take. Leases go by the server's clock.</param>
    /// <param name="logger">Takes refused writes, lost connections and errors.</param>
    /// <param name="cancellation">Gives up waiting for the server.</param>
    /// <exception cref="Core.Specs.InvalidInputException">The URL is none.</exception>
    /// <exception cref="StoreException">The server cannot be reached, or the record is missing, of a newer version or not accessible.</exception>
    public static Task<PostgresSweepStore> OpenAsync(
        string url, StoreAccess access, TimeProvider time, ILogger? logger = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        ArgumentNullException.ThrowIfNull(time);
        return OpenAsync(PostgresUrl.Parse(url), Environment.GetEnvironmentVariable(StoreOpener.PasswordFileVariable), access, time, logger ?? NullLogger.Instance, cancellation);
    }

    internal static async Task<PostgresSweepStore> OpenAsync(
        PostgresAddress address, string? passwordFile, StoreAccess access, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        var connections = new PostgresConnections(address, passwordFile);
        try
        {
            var patience = new Patience(time, logger, address);
            await patience.TryAsync(
                async token =>
                {
                    await using var connection = await connections.ReaderAsync(token).ConfigureAwait(false);
                    if (access == StoreAccess.ReadWrite)
                        await PostgresMigrator.Embedded.ApplyAsync(connection, address, token).ConfigureAwait(false);
                    else
                        await PostgresMigrator.Embedded.CheckReadableAsync(connection, address, token).ConfigureAwait(false);
                    return true;
                },
                cancellation).ConfigureAwait(false);
            var store = new PostgresSweepStore(connections, patience, access, time, logger);
            connections = null;
            return store;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The record {address} cannot be opened: {error.Message}", error);
        }
        finally
        {
            if (connections is not null)
                await connections.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Completes the writes that wait and closes the connections.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_closing)
            return new ValueTask(_closed ??= CloseAsync());
    }

    /// <inheritdoc/>
    public async Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.CheckLease(owner, lease);
        var write = new ClaimWrite(sweep, trial, owner, at, lease, cancellation);
        await Trials.WriteAsync(write, cancellation).ConfigureAwait(false);
        return write.Claim;
    }

    /// <inheritdoc/>
    public async Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.Check(epochs);
        var write = new AppendWrite(sweep, trial, attempt, EncodedEpoch.Of(epochs), cancellation);
        await Trials.WriteAsync(write, cancellation).ConfigureAwait(false);
        return _accounting.Epochs(write.Accepted, sweep, trial, attempt, epochs.Count);
    }

    /// <inheritdoc/>
    public Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.Check(finished);
        return FencedAsync(new FinishWrite(sweep, trial, attempt, finished, cancellation), "the result", cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> SaveCheckpointAsync(string sweep, long trial, int attempt, TrialCheckpoint checkpoint, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial, checkpoint);
        return FencedAsync(new CheckpointWrite(sweep, trial, attempt, checkpoint, cancellation), "a checkpoint", cancellation);
    }

    /// <inheritdoc/>
    public async Task<int> RenewLeasesAsync(string owner, TimeSpan lease, CancellationToken cancellation = default)
    {
        StoreGuard.CheckLease(owner, lease);
        var clean = PostgresText.Clean(owner);
        return (int)await SoloAsync(Trials, async session => await session.ExecuteAsync(SweepStatements.Renew, new { owner = clean, lease }).ConfigureAwait(false), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(string sweep, long trial, int attempt, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        return FencedAsync(new ReleaseWrite(sweep, trial, attempt, cancellation), "the release", cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> RecordFailureAsync(string sweep, long trial, int attempt, AttemptFailure failure, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.Check(attempt, failure);
        return FencedAsync(new FailureWrite(sweep, trial, failure, cancellation), "the failure", cancellation);
    }

    private WriteLane Trials => _trials ?? throw ReadOnly();

    private WriteLane Sweeps => _trials is null ? throw ReadOnly() : _sweeps!;

    private WriteLane Requests => _sweeps ?? throw ReadOnly();

    private static async Task<long> SoloAsync(WriteLane lane, Func<SoloSession, Task<long>> body, CancellationToken cancellation)
    {
        var write = new SoloWrite(body, cancellation);
        await lane.WriteAsync(write, cancellation).ConfigureAwait(false);
        return write.Answer;
    }

    private async Task<bool> FencedAsync(FencedWrite write, string what, CancellationToken cancellation)
    {
        await Trials.WriteAsync(write, cancellation).ConfigureAwait(false);
        return _accounting.Accepted(write.Accepted, what, write.Sweep, write.Trial, write.Attempt);
    }

    private StoreException ReadOnly() => new($"The record {Location} is open for {(_access == StoreAccess.Read ? "reading alone" : "reading and requests alone")}.");

    private async Task CloseAsync()
    {
        try
        {
            if (_trials is not null)
                await _trials.DisposeAsync().ConfigureAwait(false);
            if (_sweeps is not null)
                await _sweeps.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await _connections.DisposeAsync().ConfigureAwait(false);
        }
    }
}
