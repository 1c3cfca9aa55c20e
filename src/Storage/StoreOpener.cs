using Microsoft.Extensions.Logging;
using Sweep.Core.Specs;
using Sweep.Storage.Postgres;

namespace Sweep.Storage;

/// <summary>Opens a record by its name: a path or <c>sqlite:path</c> is a file, <c>postgres://…</c> is a server.</summary>
public static class StoreOpener
{
    /// <summary>Environment variable with the URL of the record where none is named.</summary>
    public const string UrlVariable = "SWEEP_POSTGRES";

    /// <summary>Environment variable with the path of a file that holds the password, as secrets are mounted.</summary>
    public const string PasswordFileVariable = "SWEEP_POSTGRES_PASSWORD_FILE";

    private const string SqliteScheme = "sqlite:";

    /// <summary>The record that is meant: the one named, else that of <c>SWEEP_POSTGRES</c>, else the file <c>.sweep/sweeps.db</c>.</summary>
    /// <param name="named">What the user named; null where nothing.</param>
    public static string NameOf(string? named) => NameOf(named, Environment.GetEnvironmentVariable);

    /// <summary>A record's name for people: a URL without its password.</summary>
    /// <exception cref="InvalidInputException">It is a URL that cannot be read.</exception>
    public static string Display(string name) => PostgresUrl.IsOne(name) ? PostgresUrl.Parse(name).Display : PathOf(name);

    /// <summary>Whether a record is on a server, so that several processes may write to it.</summary>
    public static bool IsShared(string name) => PostgresUrl.IsOne(name);

    /// <summary>Opens a record.</summary>
    /// <param name="name">A path, <c>sqlite:path</c> or <c>postgres://…</c>.</param>
    /// <param name="access">What for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Takes refused writes and errors.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidInputException">The name is none.</exception>
    /// <exception cref="StoreException">The record cannot be opened.</exception>
    public static async Task<IMeasuredStore> OpenAsync(
        string name, StoreAccess access, TimeProvider time, ILogger? logger = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (PostgresUrl.IsOne(name))
            return await PostgresSweepStore.OpenAsync(name, access, time, logger, cancellation).ConfigureAwait(false);
        return await SqliteSweepStore.OpenAsync(PathOf(name), access, time, logger, cancellation).ConfigureAwait(false);
    }

    internal static string NameOf(string? named, Func<string, string?> environment)
    {
        if (!string.IsNullOrWhiteSpace(named))
            return named;
        var url = environment(UrlVariable);
        if (string.IsNullOrWhiteSpace(url))
            return SqliteSweepStore.DefaultPath;
        return PostgresUrl.IsOne(url) ? url : throw new InvalidInputException($"{UrlVariable} is no URL of a PostgreSQL server; expected: postgres://user@host:port/database");
    }

    private static string PathOf(string name)
    {
        if (name.StartsWith(SqliteScheme, StringComparison.OrdinalIgnoreCase))
            return name[SqliteScheme.Length..] is { Length: > 0 } path ? path : throw new InvalidInputException("sqlite: needs the path of a file after it");
        // A path may hold a colon, but not what looks like the scheme of another kind of server.
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0
            ? name
            : throw new InvalidInputException($"a record cannot be at '{name[..scheme]}://'; allowed: a path, sqlite:path, postgres://user@host:port/database");
    }
}
