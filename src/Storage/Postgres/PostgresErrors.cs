using System.Security.Authentication;
using Npgsql;

namespace Sweep.Storage.Postgres;

/// <summary>PostgreSQL's errors: which of them pass by themselves, and all of them as sentences for people.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether the same write may well succeed when it is tried again.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        PostgresException error => IsTransient(error.SqlState),
        NpgsqlException error => error.IsTransient || error.InnerException is TimeoutException || IsLost(error.InnerException),
        TimeoutException => true,
        _ => IsLost(exception),
    };

    /// <summary>Whether no write can succeed, whatever it holds, so that none of a group is at fault.</summary>
    public static bool ConcernsAll(Exception exception)
        => exception is NpgsqlException and not PostgresException
            || exception is PostgresException { SqlState: { } state } && (state is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidCatalogName
                || state[..2] is "28" or "53" or "58" or "XX");

    /// <summary>One sentence for people, without anything secret.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="address">The record.</param>
    /// <param name="inDoubt">Whether what was written last may have been kept all the same.</param>
    public static StoreException Explain(Exception exception, PostgresAddress address, bool inDoubt = false) => exception as StoreException ?? new StoreException(
        exception switch
        {
            PostgresException error => Explain(error, address),
            NpgsqlException { InnerException: AuthenticationException tls } => $"The record {address} cannot be opened: TLS failed ({tls.Message}).",
            NpgsqlException error when error.Message.Contains("password", StringComparison.OrdinalIgnoreCase)
                => $"The record {address} cannot be opened: the server asks for a password. {PasswordAdvice}",
            _ => $"The record {address} could not be used: {Innermost(exception)}",
        } + (inDoubt ? Doubt : ""),
        exception);

    /// <summary>The record could not be reached for longer than anybody waits.</summary>
    /// <param name="exception">Why the last try failed.</param>
    /// <param name="address">The record.</param>
    /// <param name="patience">How long it was tried.</param>
    /// <param name="inDoubt">Whether what was written last may have been kept all the same.</param>
    public static StoreException GivenUp(Exception exception, PostgresAddress address, TimeSpan patience, bool inDoubt) => new(
        FormattableString.Invariant($"The record {address} could not be used for {patience.TotalSeconds:0} s: {Innermost(exception)}")
            + (inDoubt ? Doubt : ""),
        exception);

    /// <summary>What the server or the network said, without anything secret.</summary>
    public static string Innermost(Exception exception)
    {
        if (exception is PostgresException error)
            return $"{error.MessageText} ({error.SqlState})";
        while (exception.InnerException is { } inner)
            exception = inner;
        return exception is PostgresException innermost ? $"{innermost.MessageText} ({innermost.SqlState})" : exception.Message;
    }

    private const string IdleInTransaction = "25P03";

    private const string Doubt = " The connection was lost during a commit: whether its writes were kept shows when the server is back.";

    private const string PasswordAdvice = "Name it by PGPASSWORD, PGPASSFILE or SWEEP_POSTGRES_PASSWORD_FILE.";

    private static string Explain(PostgresException error, PostgresAddress address) => error.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            => $"The record {address} cannot be opened: {error.MessageText}. {PasswordAdvice}",
        PostgresErrorCodes.InvalidCatalogName => $"The record {address} cannot be opened: there is no such database on the server; create it first (createdb).",
        PostgresErrorCodes.InsufficientPrivilege => $"The record {address} cannot be used: {error.MessageText}; ask the database's owner for the right to it.",
        PostgresErrorCodes.DiskFull => $"The disk of the server that holds the record {address} is full; nothing of this write was kept. Free some space, then resume.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"The record {address} cannot be written: the server takes no writes.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted
            => $"The record {address} is damaged ({error.MessageText}); restore a copy of its database or start a new record elsewhere.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
            => $"The record {address} is not whole ({error.MessageText}): something has changed its tables.",
        _ => $"The record {address} could not be used: {error.MessageText} ({error.SqlState}).",
    };

    private static bool IsTransient(string state) => state switch
    {
        // A server that has just become a follower; the one that took its place is found at the next connect.
        PostgresErrorCodes.ReadOnlySqlTransaction => true,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => true,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => true,
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.OutOfMemory => true,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => true,
        IdleInTransaction => true,
        _ => state.StartsWith("08", StringComparison.Ordinal),
    };

    private static bool IsLost(Exception? exception) => exception is IOException or System.Net.Sockets.SocketException;
}
