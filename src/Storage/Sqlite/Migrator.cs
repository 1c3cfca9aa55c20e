using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sweep.Storage.Sqlite;

/// <summary>
/// Brings a record's schema to the version that this program knows. Each step and its version number are one
/// transaction, so a process that dies between them leaves a record that the next one can take on.
/// </summary>
internal sealed class Migrator(IReadOnlyList<Migration> migrations)
{
    /// <summary>"SWEP" in SQLite's header: tells a record from other programs' databases.</summary>
    public const int ApplicationId = 0x53574550;

    /// <summary>The steps in this assembly: <c>0001_name.sql</c> and so on.</summary>
    public static Migrator Embedded { get; } = new(ReadEmbedded());

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<Migration> Steps => migrations;

    /// <summary>Newest version.</summary>
    public int Latest => migrations.Count;

    /// <summary>Checks that a database is a record which this program can read; returns its schema's version, 0 for an empty one.</summary>
    /// <exception cref="StoreException">It is another program's, or of a newer version.</exception>
    public int Check(SqliteConnection connection, string path)
    {
        var version = connection.ExecuteScalar<int>("PRAGMA user_version");
        var application = connection.ExecuteScalar<int>("PRAGMA application_id");
        if (application != ApplicationId && (version != 0 || connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema") > 0))
            throw new StoreException($"{path} is not a record of Sweep: it is another program's SQLite database.");
        if (version > Latest)
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"The record {path} was written by a newer version of Sweep: its schema is {version}, this version knows {Latest} at most. Update Sweep."));
        }

        return version;
    }

    /// <summary>Applies the steps that are missing.</summary>
    public void Apply(SqliteConnection connection, string path)
    {
        foreach (var migration in migrations.Skip(Check(connection, path)))
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Execute(migration.Sql, transaction: transaction);
            connection.Execute(
                string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {migration.Version}; PRAGMA application_id = {ApplicationId}"),
                transaction: transaction);
            transaction.Commit();
        }
    }

    private static List<Migration> ReadEmbedded()
    {
        var assembly = typeof(Migrator).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var migrations = new List<Migration>();
        foreach (var name in names)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var version = int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture);
            if (version != migrations.Count + 1)
                throw new InvalidOperationException($"Migration {name} does not follow version {migrations.Count}.");
            migrations.Add(new Migration(version, reader.ReadToEnd()));
        }

        return migrations;
    }
}
