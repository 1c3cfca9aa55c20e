using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sweep.Core.Results;
using Sweep.Storage.Sqlite;

namespace Sweep.Storage;

/// <summary>
/// The record in one SQLite file. Writes of all callers are committed in groups by one thread and acknowledged when
/// they are on disk (write-ahead log, full synchronous). One process writes at a time; others may read meanwhile.
/// A write that is cancelled was either withdrawn before it began or completes.
/// </summary>
public sealed partial class SqliteSweepStore : IMeasuredStore
{
    /// <summary>Where the record is unless something else is said: <c>.sweep/sweeps.db</c>.</summary>
    public static string DefaultPath { get; } = Path.Combine(".sweep", "sweeps.db");

    private readonly StoreAccounting _accounting;
    private readonly ReaderPool _readers;
    private readonly TimeProvider _time;
    private readonly OwnerLock? _lock;
    private readonly WriteSession? _session;
    private readonly GroupWriter? _writer;
    private readonly Lock _closing = new();
    private Task? _closed;
    private RequestWriter? _requests;

    private SqliteSweepStore(string path, string readString, OwnerLock? ownerLock, WriteSession? session, TimeProvider time, ILogger logger)
    {
        RecordPath = path;
        _time = time;
        _accounting = new StoreAccounting(logger);
        _readers = new ReaderPool(readString, path);
        _lock = ownerLock;
        if (session is null)
            return;
        _session = session;
        _writer = new GroupWriter(session, _accounting.Statistics, time, logger, path);
    }

    /// <inheritdoc/>
    public string Location => RecordPath;

    /// <summary>Full path of the file.</summary>
    public string RecordPath { get; }

    /// <summary>What the store did since it was opened.</summary>
    public StoreStatistics Statistics => _accounting.Statistics;

    /// <inheritdoc/>
    public long StaleWritesRefused => Statistics.StaleWritesRefused;

    /// <summary>
    /// Opens a record. For writing, its folder (for its owner alone) and file are created where they are missing, an older
    /// schema is brought up to date, and a record that was not closed is checked. For reading, nothing is created.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="access">What for.</param>
    /// <param name="time">Tells when the record was opened and how long commits take.</param>
    /// <param name="logger">Takes refused writes and errors.</param>
    /// <param name="cancellation">Gives up before the file is opened.</param>
    /// <exception cref="StoreException">The record is missing, damaged, of a newer version, not writable or being written by another process.</exception>
    public static Task<SqliteSweepStore> OpenAsync(
        string path, StoreAccess access, TimeProvider time, ILogger? logger = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(time);
        return Task.Run(() => Open(Resolve(path), access, time, logger ?? NullLogger.Instance, configure: null), cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> CreateAsync(SweepRecord sweep, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep);
        return Writer.WriteAsync(session => session.Create(sweep), cancellation);
    }

    /// <inheritdoc/>
    public async Task<SweepRecord?> FindAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return (await _readers.ReadAsync(connection => Queries.Find(connection, sweep), cancellation).ConfigureAwait(false))?.Record;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellation = default)
    {
        var rows = await _readers.ReadAsync(Queries.List, cancellation).ConfigureAwait(false);
        return rows.ConvertAll(row => new SweepSummary(row.Record, row.Counts));
    }

    /// <inheritdoc/>
    public Task<bool> SetStateAsync(string sweep, SweepState state, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        StoreGuard.Check(state);
        return Writer.WriteAsync(session => session.SetState(sweep, state, at), cancellation);
    }

    /// <inheritdoc/>
    public async Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.Check(epochs);
        var writes = new EpochWrite[epochs.Count];
        for (var i = 0; i < writes.Length; i++)
            writes[i] = new EpochWrite(epochs[i], LayerTelemetryCodec.Encode(epochs[i].Layers));
        var accepted = await Writer.WriteAsync(session => session.Append(sweep, trial, attempt, writes), cancellation).ConfigureAwait(false);
        return _accounting.Epochs(accepted, sweep, trial, attempt, writes.Length);
    }

    /// <inheritdoc/>
    public Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.Check(finished);
        return FencedAsync(session => session.Finish(sweep, trial, attempt, finished), "the result", sweep, trial, attempt, cancellation);
    }

    /// <summary>Completes the writes that wait, closes the file and lets other processes write.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_closing)
            return new ValueTask(_closed ??= CloseAsync());
    }

    internal static SqliteSweepStore Open(string path, StoreAccess access, TimeProvider time, ILogger logger, Action<SqliteConnection>? configure)
    {
        if (Directory.Exists(path))
            throw new StoreException($"{path} is a folder; the record is a file.");
        OwnerLock? ownerLock = null;
        WriteSession? session = null;
        try
        {
            if (access != StoreAccess.ReadWrite)
            {
                return new SqliteSweepStore(path, Opening.ForReading(path, Migrator.Embedded), null, null, time, logger)
                {
                    _requests = access == StoreAccess.Request ? new RequestWriter(path) : null,
                };
            }

            StoreFiles.CreateFolder(path);
            ownerLock = OwnerLock.Acquire(path, time);
            var connection = Opening.ForWriting(path, ownerLock.Unclean, Migrator.Embedded, logger);
            configure?.Invoke(connection);
            session = new WriteSession(connection);
            session.TakeOver();
            var store = new SqliteSweepStore(path, Opening.ReadString(path), ownerLock, session, time, logger);
            (ownerLock, session) = (null, null);
            return store;
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Explain(error, path);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new StoreException($"The record {path} cannot be opened ({error.Message}): check that the file and its folder may be read and written.", error);
        }
        finally
        {
            session?.Dispose();
            ownerLock?.Dispose();
        }
    }

    private GroupWriter Writer => _writer ?? throw new StoreException($"The record {RecordPath} is open for {(_requests is null ? "reading alone" : "reading and requests alone")}.");

    private async Task<bool> FencedAsync(Func<WriteSession, bool> write, string what, string sweep, long trial, int attempt, CancellationToken cancellation)
    {
        var accepted = await Writer.WriteAsync(write, cancellation).ConfigureAwait(false);
        return _accounting.Accepted(accepted, what, sweep, trial, attempt);
    }

    private async Task CloseAsync()
    {
        try
        {
            if (_writer is not null)
                await _writer.StopAsync().ConfigureAwait(false);
            _readers.Dispose();
            _session?.Dispose();
            if (_writer is { Fault: null })
                _lock?.MarkClean();
        }
        finally
        {
            _lock?.Dispose();
        }
    }

    /// <summary>A link's target, so that all names of one file share one lock.</summary>
    private static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }
}
