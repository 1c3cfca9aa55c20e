using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Sweep.EndToEnd.Tests;

/// <summary>Records that killed processes and older versions left behind.</summary>
internal static class LeftRecord
{
    private const int OtherTrials = 40_000;
    private const int Running = 1;

    /// <summary>
    /// Answers a query by a copy of a record, so that the record itself, with its write-ahead log, stays as the killed process
    /// left it.
    /// </summary>
    public static async Task<long> CountAsync(TempFolder folder, string store, string query)
    {
        foreach (var end in new[] { "", "-wal" })
        {
            var source = Path.Combine(folder.Path, store + end);
            var copy = Path.Combine(folder.Path, "copy.db" + end);
            File.Delete(copy);
            if (File.Exists(source))
                File.Copy(source, copy);
        }

        File.Delete(Path.Combine(folder.Path, "copy.db-shm"));
        await using var connection = await OpenAsync(Path.Combine(folder.Path, "copy.db"));
        return await CountAsync(connection, query);
    }

    /// <summary>
    /// Writes the sweep of a finished record into a new one of an older schema, with the first half of its results, as if it
    /// had been killed there; and a large sweep of another name, so that changing the schema takes its time.
    /// </summary>
    public static async Task MakeOldAsync(TempFolder folder, string finished, string old, int version)
    {
        await using var connection = await OpenAsync(Path.Combine(folder.Path, old));
        await DoAsync(connection, Repository.Text("src/Storage/Migrations/0001_record.sql"));
        await DoAsync(connection, $"ATTACH '{Path.Combine(folder.Path, finished)}' AS finished");
        await DoAsync(connection, "BEGIN");
        foreach (var table in new[] { "sweeps", "trials", "epochs" })
        {
            var columns = string.Join(", ", await ColumnsAsync(connection, table));
            await DoAsync(connection, $"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM finished.{table}");
        }

        var trials = await CountAsync(connection, "SELECT trials FROM main.sweeps");
        Assert.Equal(trials, await CountAsync(connection, "SELECT completed FROM main.sweeps"));
        var unfinished = string.Join(", ", (await ColumnsAsync(connection, "trials")).Except(["sweep", "trial", "attempt", "owner", "claimed"]).Select(name => $"{name} = NULL"));
        await DoAsync(connection, string.Create(CultureInfo.InvariantCulture, $"""
            UPDATE main.trials SET {unfinished} WHERE trial >= {trials / 2};
            UPDATE main.sweeps SET state = {Running}, completed = {trials / 2}, started = {trials - trials / 2};
            INSERT INTO main.sweeps (id, name, spec_yaml, spec_hash, base_directory, trials, state, created, updated, version, started)
            VALUES ('other', 'other', 'name: other', 'ab', '/', {OtherTrials}, {Running}, 1, 2, '0.1.0', {OtherTrials});
            WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {OtherTrials - 1})
            INSERT INTO main.trials (sweep, trial, attempt, owner, claimed) SELECT (SELECT key FROM main.sweeps WHERE id = 'other'), n, 1, 'host/0', 5 FROM numbers;
            COMMIT;
            DETACH finished;
            """));
        if (version == 2)
            await DoAsync(connection, Repository.Text("src/Storage/Migrations/0002_durable.sql"));
        await DoAsync(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}; PRAGMA application_id = {0x53574550}"));
    }

    private static async Task<SqliteConnection> OpenAsync(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<string>> ColumnsAsync(SqliteConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name FROM pragma_table_info('{table}', 'main')";
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }

    private static async Task<long> CountAsync(SqliteConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task DoAsync(SqliteConnection connection, string statements)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statements;
        await command.ExecuteNonQueryAsync();
    }
}
