using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;
using Sweep.Storage.Sqlite;

namespace Sweep.Storage.Tests;

/// <summary>Records that something outside has harmed, and disks that refuse.</summary>
public sealed class SqliteDamageTests : IDisposable
{
    private const int Trials = 400;

    private readonly TemporaryFolder _folder = new();

    private string RecordPath => _folder.File("sweeps.db");

    public static TheoryData<string> Damages => ["middle", "cut", "cut in a page", "header", "half a header"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_record_that_was_not_closed_is_named_and_left_as_it_is(string damage)
    {
        await FillAsync();
        await DamageAsync(damage);
        await File.WriteAllTextAsync(RecordPath + ".owner", "process 1 on host, since long\n");
        var before = await File.ReadAllBytesAsync(RecordPath);
        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(StoreAccess.ReadWrite));
        Assert.Contains(RecordPath, exception.Message, StringComparison.Ordinal);
        Assert.Contains(damage.Contains("header", StringComparison.Ordinal) ? "is not a record of Sweep" : "is damaged", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.InUse);
        Assert.Equal(before, await File.ReadAllBytesAsync(RecordPath));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Damage_met_while_reading_is_named(string damage)
    {
        await FillAsync();
        await DamageAsync(damage);
        var exception = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using var store = await OpenAsync(StoreAccess.Read);
            await store.ReadTrialsAsync("s").ToListAsync();
            await store.ReadEpochsAsync("s").ToListAsync();
        });
        Assert.Contains(RecordPath, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_may_be_written_opening_says_so()
    {
        await FillAsync();
        var before = await File.ReadAllBytesAsync(RecordPath);
        // As root every file may be written, so SQLite is told to refuse, as it does on a read-only disk.
        var exception = await Assert.ThrowsAsync<StoreException>(() => Task.Run(() => SqliteSweepStore.Open(
            RecordPath, StoreAccess.ReadWrite, TimeProvider.System, NullLogger.Instance, c => c.Execute("PRAGMA query_only = ON"))));
        Assert.Equal($"The record {RecordPath} cannot be written: the file or its folder is read-only.", exception.Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(RecordPath));
        await using var store = await OpenAsync(StoreAccess.ReadWrite);
        Assert.Equal(Trials, (await store.CountAsync("s")).Finished);
    }

    [Theory]
    [InlineData(raw.SQLITE_FULL, "is full")]
    [InlineData(raw.SQLITE_READONLY, "read-only")]
    [InlineData(raw.SQLITE_CANTOPEN, "cannot be opened")]
    [InlineData(raw.SQLITE_IOERR, "reports an error")]
    [InlineData(raw.SQLITE_CORRUPT, "is damaged")]
    [InlineData(raw.SQLITE_NOTADB, "is not a record of Sweep")]
    [InlineData(raw.SQLITE_BUSY, "is locked by another program")]
    [InlineData(raw.SQLITE_PERM, "is denied")]
    public void Each_refusal_of_the_disk_is_told_with_the_file_it_concerns(int code, string words)
    {
        var explained = SqliteErrors.Explain(new SqliteException("some text", code), "/some/where.db");
        Assert.Contains("/some/where.db", explained.Message, StringComparison.Ordinal);
        Assert.Contains(words, explained.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<SqliteSweepStore> OpenAsync(StoreAccess access) => SqliteSweepStore.OpenAsync(RecordPath, access, TimeProvider.System);

    private async Task FillAsync()
    {
        await using var store = await OpenAsync(StoreAccess.ReadWrite);
        await store.CreateAsync(Sample.Sweep("s"));
        await Task.WhenAll(Enumerable.Range(0, Trials).Select(async i =>
        {
            await store.ClaimAsync("s", i, "o", Sample.Time);
            await store.AppendEpochsAsync("s", i, 1, [Sample.Epoch(1, 0.5, Sample.Layer(1)), Sample.Epoch(2, 0.5, Sample.Layer(1))]);
            await store.FinishAsync("s", i, 1, Sample.Finished());
        }));
    }

    private async Task DamageAsync(string damage)
    {
        await using var file = new FileStream(RecordPath, FileMode.Open, FileAccess.ReadWrite);
        var junk = Enumerable.Repeat((byte)0xA5, 4096 * 8).ToArray();
        switch (damage)
        {
            case "middle":
                file.Position = file.Length / 2 / 4096 * 4096;
                await file.WriteAsync(junk);
                break;
            case "cut":
                file.SetLength(file.Length / 2 / 4096 * 4096);
                break;
            case "cut in a page":
                file.SetLength(file.Length / 2 / 4096 * 4096 + 1000);
                break;
            case "header":
                await file.WriteAsync(junk.AsMemory(0, 100));
                break;
            default:
                // Past the magic words: page size and versions.
                file.Position = 16;
                await file.WriteAsync(junk.AsMemory(0, 8));
                break;
        }
    }
}
