using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sweep.Storage.Sqlite;

/// <summary>SQLite's errors as sentences for people.</summary>
internal static class SqliteErrors
{
    public static StoreException Explain(SqliteException error, string path) => new(
        error.SqliteErrorCode switch
        {
            raw.SQLITE_CORRUPT => $"The record {path} is damaged ({error.Message}); restore a copy of it or start a new record elsewhere.",
            raw.SQLITE_NOTADB => $"{path} is not a record of Sweep: it is no SQLite database.",
            raw.SQLITE_FULL => $"The disk that holds the record {path} is full; nothing of this write was kept. Free some space, then resume.",
            raw.SQLITE_READONLY => $"The record {path} cannot be written: the file or its folder is read-only.",
            raw.SQLITE_CANTOPEN => $"The record {path} cannot be opened: check that the file and its folder exist and may be read and written.",
            raw.SQLITE_PERM or raw.SQLITE_AUTH => $"Access to the record {path} is denied.",
            raw.SQLITE_IOERR => $"The disk that holds the record {path} reports an error ({error.Message}); nothing more is written. Check the disk, then resume.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"The record {path} is locked by another program; close it and try again.",
            _ => $"The record {path} could not be used: {error.Message}",
        },
        error);

    /// <summary>Whether the file can no longer be trusted to take writes, so that each later one must be refused.</summary>
    public static bool IsFatal(SqliteException error)
        => error.SqliteErrorCode is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;
}
