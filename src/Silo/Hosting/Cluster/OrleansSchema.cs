using Npgsql;

namespace Sweep.Silo.Hosting.Cluster;

/// <summary>The tables that Orleans keeps its membership and its reminders in.</summary>
internal static class OrleansSchema
{
    // Silos that start at the same time must not all make the tables. Any number will do, as long as it is always this one.
    private const long Lock = 0x5377_6565_704F_726C;

    private static readonly (string Script, string Table)[] Parts =
    [
        ("PostgreSQL-Main.sql", "orleansquery"),
        ("PostgreSQL-Clustering.sql", "orleansmembershiptable"),
        ("PostgreSQL-Reminders.sql", "orleansreminderstable"),
    ];

    /// <summary>Makes the tables that are missing, all or none.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database cannot be reached or refuses.</exception>
    public static async Task EnsureAsync(string connectionString, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, transaction, FormattableString.Invariant($"SELECT pg_advisory_xact_lock({Lock})"), cancellation);
        foreach (var (script, table) in Parts)
        {
            if (await ExecuteAsync(connection, transaction, $"SELECT to_regclass('{table}') IS NOT NULL", cancellation) is not true)
                await ExecuteAsync(connection, transaction, await ReadAsync(script, cancellation), cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // The texts are this program's own.
        await using var command = new NpgsqlCommand(sql, connection, transaction);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellation);
    }

    private static async Task<string> ReadAsync(string script, CancellationToken cancellation)
    {
        using var reader = new StreamReader(typeof(OrleansSchema).Assembly.GetManifestResourceStream(script)!);
        return await reader.ReadToEndAsync(cancellation);
    }
}
