using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Sweep.Storage.Sqlite;

/// <summary>
/// The one writer: a thread of its own takes every write that waits into one transaction, commits it and only then
/// acknowledges them, so that many writers share one flush of the disk.
/// </summary>
internal sealed partial class GroupWriter
{
    private const int Waiting = 8192;
    private const int GroupLimit = 2048;

    private readonly Channel<WriteOperation> _queue = Channel.CreateBounded<WriteOperation>(new BoundedChannelOptions(Waiting)
    {
        SingleReader = true,
        // Wakes the thread from the caller's, without a detour over the thread pool.
        AllowSynchronousContinuations = true,
    });
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<WriteOperation> _group = new(GroupLimit);
    private readonly WriteSession _session;
    private readonly StoreStatistics _statistics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _path;
    private volatile StoreException? _fault;

    public GroupWriter(WriteSession session, StoreStatistics statistics, TimeProvider time, ILogger logger, string path)
    {
        _session = session;
        _statistics = statistics;
        _time = time;
        _logger = logger;
        _path = path;
        new Thread(Work) { IsBackground = true, Name = "sweep record" }.Start();
    }

    /// <summary>Why nothing more is written; null while all is well.</summary>
    public StoreException? Fault => _fault;

    /// <summary>Queues a write; the task completes when it is on disk.</summary>
    public async Task<T> WriteAsync<T>(Func<WriteSession, T> body, CancellationToken cancellation)
    {
        var operation = new WriteOperation<T>(body, cancellation);
        try
        {
            await _queue.Writer.WriteAsync(operation, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException("The record is closed.", closed);
        }

        return await operation.Answer.ConfigureAwait(false);
    }

    /// <summary>Takes no more writes, and completes when those that wait are done and the thread has ended.</summary>
    public Task StopAsync()
    {
        _queue.Writer.TryComplete();
        return _stopped.Task;
    }

    private void Work()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_group.Count < GroupLimit && _queue.Reader.TryRead(out var operation))
            {
                if (!operation.TryWithdraw())
                    _group.Add(operation);
            }

            Settle(CollectionsMarshal.AsSpan(_group));
            _group.Clear();
        }

        _stopped.SetResult();
    }

    /// <summary>Commits a group. One that cannot be committed whole is taken apart at the write that failed, so that it fails alone.</summary>
    private void Settle(ReadOnlySpan<WriteOperation> group)
    {
        while (!group.IsEmpty)
        {
            if (_fault is { } fault)
            {
                Fail(group, new StoreException(fault.Message, fault));
                return;
            }

            if (TryCommit(group, out var failed, out var error))
            {
                foreach (var operation in group)
                    operation.Acknowledge();
                return;
            }

            if (_fault is not null || group.Length == 1 || failed < 0)
            {
                Fail(group, error);
                return;
            }

            Settle(group[..failed]);
            Settle(group.Slice(failed, 1));
            group = group[(failed + 1)..];
        }
    }

    /// <param name="group">The writes.</param>
    /// <param name="failed">The write that failed; negative where none of them was at fault.</param>
    /// <param name="error">How it failed.</param>
    private bool TryCommit(ReadOnlySpan<WriteOperation> group, out int failed, out Exception error)
    {
        var start = _time.GetTimestamp();
        failed = -1;
        try
        {
            _session.Begin();
            for (failed = 0; failed < group.Length; failed++)
                group[failed].Run(_session);
            _session.Commit();
        }
        catch (Exception exception)
        {
            error = Explain(exception);
            // Where the commit as a whole failed, halves may still fit.
            failed = failed == group.Length ? group.Length / 2 : failed;
            TryRollback();
            return false;
        }

        Report(new StoreCommit(group.Length, _time.GetElapsedTime(start)));
        error = null!;
        return true;
    }

    private void TryRollback()
    {
        try
        {
            _session.Rollback();
        }
        catch (SqliteException exception)
        {
            // With a transaction left open nothing later could be told apart from it.
            Break(SqliteErrors.Explain(exception, _path));
        }
    }

    private Exception Explain(Exception exception)
    {
        if (exception is not SqliteException error)
            return exception;
        var explained = SqliteErrors.Explain(error, _path);
        if (SqliteErrors.IsFatal(error))
            Break(explained);
        return explained;
    }

    private void Break(StoreException fault)
    {
        _fault = fault;
        LogBroken(fault, _path);
    }

    private void Fail(ReadOnlySpan<WriteOperation> group, Exception error)
    {
        foreach (var operation in group)
        {
            _statistics.RecordFailure();
            operation.Fail(error);
        }
    }

    private void Report(StoreCommit commit)
    {
        try
        {
            _statistics.RecordCommit(commit);
        }
        catch (Exception exception)
        {
            LogHandlerFailed(exception);
        }
    }
}
