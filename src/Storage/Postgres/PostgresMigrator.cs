using System.Globalization;
using Dapper;
using Npgsql;

namespace Sweep.Storage.Postgres;

/// <summary>
/// Brings a record's schema to the version that this program knows: all missing steps in one transaction, under an advisory
/// lock, so that silos that start at once do it one after the other and one that dies on the way leaves nothing of it.
/// </summary>
internal sealed class PostgresMigrator(IReadOnlyList<string> steps)
{
    /// <summary>The steps in this assembly.</summary>
    public static PostgresMigrator Embedded { get; } = new(ReadEmbedded());

    /// <summary>Newest version.</summary>
    public int Latest => steps.Count;

    /// <summary>The version of the schema, 0 where there is none.</summary>
    /// <exception cref="StoreException">It is newer than this program.</exception>
    public async Task<int> CheckAsync(NpgsqlConnection connection, PostgresAddress address, CancellationToken cancellation)
    {
        var table = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT to_regclass(@table)::text", new { table = address.Schema + ".schema_version" }, cancellationToken: cancellation)).ConfigureAwait(false);
        if (table is null)
            return 0;
        var version = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "SELECT coalesce(max(version), 0) FROM schema_version", cancellationToken: cancellation)).ConfigureAwait(false);
        if (version > Latest)
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"The record {address} was written by a newer version of Sweep: its schema is {version}, this version knows {Latest} at most. Update Sweep."));
        }

        return version;
    }

    /// <summary>Checks that the record is there and can be read.</summary>
    /// <exception cref="StoreException">It is missing, or of an older or newer version.</exception>
    public async Task CheckReadableAsync(NpgsqlConnection connection, PostgresAddress address, CancellationToken cancellation)
    {
        var version = await CheckAsync(connection, address, cancellation).ConfigureAwait(false);
        if (version == 0)
            throw new StoreException($"There is no record at {address}: no sweep was ever run into it.");
        if (version < Latest)
        {
            throw new StoreException(
                $"The record {address} was written by an older version of Sweep: its schema is {version}, this version reads {Latest}. A run or resume into it brings it up to date.");
        }
    }

    /// <summary>Applies the steps that are missing.</summary>
    public async Task ApplyAsync(NpgsqlConnection connection, PostgresAddress address, CancellationToken cancellation)
    {
        // The usual case needs neither the lock nor the right to create anything.
        if (await CheckAsync(connection, address, cancellation).ConfigureAwait(false) == Latest)
            return;
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = "sweep record " + address.Schema }, cancellation).ConfigureAwait(false);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT to_regnamespace(@schema) IS NOT NULL", new { schema = address.Schema }, cancellationToken: cancellation)).ConfigureAwait(false))
            await ExecuteAsync(connection, $"CREATE SCHEMA {address.Schema}", null, cancellation).ConfigureAwait(false);
        var version = await CheckAsync(connection, address, cancellation).ConfigureAwait(false);
        if (version == 0)
            await ExecuteAsync(connection, "CREATE TABLE schema_version (version integer PRIMARY KEY, applied timestamptz NOT NULL)", null, cancellation).ConfigureAwait(false);
        for (; version < Latest; version++)
        {
            await ExecuteAsync(connection, steps[version], null, cancellation).ConfigureAwait(false);
            await ExecuteAsync(connection, "INSERT INTO schema_version (version, applied) VALUES (@version, now())", new { version = version + 1 }, cancellation).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    private static Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancellation)
        => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellation));

    private static List<string> ReadEmbedded()
    {
        var assembly = typeof(PostgresMigrator).Assembly;
        var steps = new List<string>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".pgsql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture) != steps.Count + 1)
                throw new InvalidOperationException($"Migration {name} does not follow version {steps.Count}.");
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            steps.Add(reader.ReadToEnd());
        }

        return steps;
    }
}
