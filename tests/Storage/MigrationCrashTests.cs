using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using Sweep.Core.Randomness;

namespace Sweep.Storage.Tests;

/// <summary>What a process leaves behind that is killed while it brings a record up to date.</summary>
public sealed class MigrationCrashTests : IDisposable
{
    private const int Kills = 20;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_record_of_version_1_is_brought_up_to_date_with_all_it_holds()
    {
        var path = _folder.File("old.db");
        await OldRecord.CreateAsync(path);
        var exception = await Assert.ThrowsAsync<StoreException>(() => SqliteSweepStore.OpenAsync(path, StoreAccess.Read, TimeProvider.System));
        Assert.Contains("was written by an older version of Sweep: its schema is 1", exception.Message, StringComparison.Ordinal);
        await OldRecord.AssertWholeAsync(path);
        await using var store = await SqliteSweepStore.OpenAsync(path, StoreAccess.ReadWrite, TimeProvider.System);
        Assert.Equal(Sample.Claimed(1 + 1 + (OldRecord.Trials - 1) % 3), await store.ClaimAsync("old", OldRecord.Trials - 1, "new", Sample.Time));
    }

    [Fact]
    public async Task A_kill_while_the_schema_changes_leaves_the_old_version_or_the_new_one_with_every_row()
    {
        var original = _folder.File("old.db");
        await OldRecord.CreateAsync(original);
        var whole = await MigrateAsync(original, "whole.db", TimeSpan.MaxValue);
        var moments = RandomKey.For(20260401, 0).Sequence(RandomUse.Shuffle);
        var left = new List<long>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var name = $"{kill}.db";
            await MigrateAsync(original, name, whole * (moments.NextBelow(1000) / 900.0));
            left.Add(await VersionAsync(_folder.File(name)));
            await OldRecord.AssertWholeAsync(_folder.File(name));
        }

        Assert.All(left, version => Assert.InRange(version, 1, 2));
        Assert.Contains(1, left);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Brings a copy up to date in a process that is killed after a time; returns how long it took where it was not.</summary>
    private async Task<TimeSpan> MigrateAsync(string original, string name, TimeSpan killAfter)
    {
        File.Copy(original, _folder.File(name));
        using var child = WriterProcess.Start(_folder.File(name), WriterProcess.MigrateArgument);
        Assert.Equal("opening", await child.ReadAsync());
        var clock = Stopwatch.StartNew();
        if (killAfter == TimeSpan.MaxValue)
            Assert.Equal("open", await child.ReadAsync());
        else
            await child.EndsWithinAsync(killAfter);
        var elapsed = clock.Elapsed;
        await child.KillAsync();
        return elapsed;
    }

    /// <summary>The version as the killed process left it, and whether the tables are those of that version.</summary>
    private static async Task<long> VersionAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        var version = await connection.ExecuteScalarAsync<long>("PRAGMA user_version");
        var tables = await connection.QueryAsync<string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        Assert.Equal(version == 1 ? ["epochs", "sweeps", "trials"] : ["checkpoints", "deleted", "epochs", "failures", "sweeps", "trials"], tables);
        var leases = await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM pragma_table_info('trials') WHERE name = 'lease'");
        Assert.Equal(version == 1 ? 0 : 1, leases);
        return version;
    }
}
