using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Sweep.Storage.Sqlite;

/// <summary>Connections that only read. Each reads what is committed when its statement begins, also while the writer writes.</summary>
internal sealed class ReaderPool(string connectionString, string path) : IDisposable
{
    private const int Kept = 8;

    private readonly ConcurrentQueue<SqliteConnection> _idle = new();
    private volatile bool _closed;

    /// <summary>Runs a query on the thread pool: it waits for the disk, which callers must not.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> query, CancellationToken cancellation)
        => Task.Run(() => Read(query), cancellation);

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryDequeue(out var connection))
            connection.Dispose();
    }

    private T Read<T>(Func<SqliteConnection, T> query)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        SqliteConnection? connection = null;
        try
        {
            if (!_idle.TryDequeue(out connection))
            {
                connection = new SqliteConnection(connectionString);
                connection.Open();
            }

            var answer = query(connection);
            if (!_closed && _idle.Count < Kept)
            {
                _idle.Enqueue(connection);
                connection = null;
                if (_closed)
                    Dispose();
            }

            return answer;
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Explain(error, path);
        }
        finally
        {
            connection?.Dispose();
        }
    }
}
