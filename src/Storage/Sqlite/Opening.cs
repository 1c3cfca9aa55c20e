using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Sweep.Storage.Sqlite;

/// <summary>Opens the connections of a record and checks what is found.</summary>
internal static class Opening
{
    /// <summary>How long a statement waits for another program that holds the file, in seconds.</summary>
    private const int BusySeconds = 5;

    /// <summary>What the reading connections of a record need.</summary>
    public static string ReadString(string path, bool immutable = false) => new SqliteConnectionStringBuilder
    {
        DataSource = immutable ? $"file:{Uri.EscapeDataString(path)}?immutable=1" : path,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = false,
        DefaultTimeout = BusySeconds,
    }.ToString();

    /// <summary>The writing connection of a record whose lock is held: created, checked and brought to the newest schema.</summary>
    public static SqliteConnection ForWriting(string path, bool unclean, Migrator migrator, ILogger logger)
    {
        StoreFiles.CreateFile(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            migrator.Check(connection, path);
            if (unclean)
                CheckIntegrity(connection, path, logger);
            connection.Execute("""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 4000;
                PRAGMA cache_size = -65536;
                PRAGMA temp_store = MEMORY;
                PRAGMA journal_size_limit = 67108864;
                PRAGMA busy_timeout = 5000;
                """);
            migrator.Apply(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The connection string that a record can be read by.</summary>
    /// <exception cref="StoreException">There is none, or it cannot be read.</exception>
    public static string ForReading(string path, Migrator migrator)
    {
        if (!File.Exists(path))
            throw new StoreException($"There is no record at {path}.");
        try
        {
            CheckSchema(ReadString(path), path, migrator);
            return ReadString(path);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY && !File.Exists(path + "-wal"))
        {
            // A closed record in a folder where nobody can write: SQLite cannot make its shared memory, and needs none.
            CheckSchema(ReadString(path, immutable: true), path, migrator);
            return ReadString(path, immutable: true);
        }
    }

    /// <summary>A connection that writes one request while another process may own the record.</summary>
    public static SqliteConnection ForRequest(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void CheckSchema(string connectionString, string path, Migrator migrator)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        var version = migrator.Check(connection, path);
        if (version == 0)
            throw new StoreException($"The record {path} is empty: no sweep was ever run into it.");
        if (version < migrator.Latest)
        {
            throw new StoreException(
                $"The record {path} was written by an older version of Sweep: its schema is {version}, this version reads {migrator.Latest}. A run or resume into it brings it up to date.");
        }
    }

    private static void CheckIntegrity(SqliteConnection connection, string path, ILogger logger)
    {
        StoreLog.CheckingIntegrity(logger, path);
        var found = connection.Query<string>("PRAGMA quick_check(3)").AsList();
        if (found is not ["ok"])
            throw new StoreException($"The record {path} is damaged ({string.Join("; ", found)}); restore a copy of it or start a new record elsewhere.");
    }
}
