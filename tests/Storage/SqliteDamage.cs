using Dapper;
using Microsoft.Data.Sqlite;

namespace Sweep.Storage.Tests;

/// <summary>Damages a closed record.</summary>
internal static class SqliteDamage
{
    /// <summary>Overwrites the root page of a table.</summary>
    public static async Task OverwriteRootAsync(string path, string table)
    {
        long page, size;
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            page = await connection.ExecuteScalarAsync<long>("SELECT rootpage FROM sqlite_schema WHERE name = @table", new { table });
            size = await connection.ExecuteScalarAsync<long>("PRAGMA page_size");
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        file.Position = (page - 1) * size;
        await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)size).ToArray());
    }
}
