using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sweep.Storage.Tests;

/// <summary>A record passed on from process to process, and asked by others.</summary>
public sealed class SqliteTakeOverTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _folder = new();

    private string RecordPath => _folder.File("sweeps.db");

    [Fact]
    public async Task Opening_for_writing_voids_leases_since_their_process_is_gone()
    {
        await using (var store = await OpenAsync())
        {
            await store.CreateAsync(Sample.Sweep("s"));
            await store.ClaimAsync("s", 1, "dead", Sample.Time, Lease);
            await store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1)]);
            await store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(1, 5));
        }

        await using (var reader = await OpenAsync(StoreAccess.Read))
            Assert.True(Assert.Single(await reader.ReadLeasesAsync("s").ToListAsync()).Live);
        await using var heir = await OpenAsync();
        Assert.Equal([new TrialLease(1, 1, "dead", Live: false)], await heir.ReadLeasesAsync("s").ToListAsync());
        Assert.Equal(0, await heir.RenewLeasesAsync("dead", Lease));
        var claim = await heir.ClaimAsync("s", 1, "heir", Sample.Time, Lease);
        Assert.Equal((ClaimOutcome.Claimed, 2, 1), (claim.Outcome, claim.Attempt, claim.Checkpoint?.Epochs));
    }

    [Fact]
    public async Task A_request_reaches_the_process_that_writes()
    {
        await using var owner = await OpenAsync();
        await owner.CreateAsync(Sample.Sweep("s"));
        await using var asker = await OpenAsync(StoreAccess.Request);
        await asker.RequestAsync("s", SweepRequest.Pause, Sample.Time);
        Assert.Equal(SweepRequest.Pause, await owner.ReadRequestAsync("s"));
        Assert.Equal(SweepRequest.Pause, await asker.ReadRequestAsync("s"));
        await owner.SetStateAsync("s", SweepState.Paused, Sample.Time);
        Assert.Equal(SweepRequest.None, await asker.ReadRequestAsync("s"));
        await Assert.ThrowsAsync<StoreException>(() => asker.RequestAsync("unknown", SweepRequest.Pause, Sample.Time));
    }

    [Fact]
    public async Task Who_may_only_ask_cannot_write_anything_else()
    {
        await using var owner = await OpenAsync();
        await owner.CreateAsync(Sample.Sweep("s"));
        await using var asker = await OpenAsync(StoreAccess.Request);
        var exception = await Assert.ThrowsAsync<StoreException>(() => asker.SetStateAsync("s", SweepState.Paused, Sample.Time));
        Assert.Contains("open for reading and requests alone", exception.Message, StringComparison.Ordinal);
        await using var reader = await OpenAsync(StoreAccess.Read);
        exception = await Assert.ThrowsAsync<StoreException>(() => reader.RequestAsync("s", SweepRequest.Pause, Sample.Time));
        Assert.Contains("open for reading alone", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_among_many_writes_of_the_owner_are_all_taken()
    {
        await using var owner = await OpenAsync();
        await owner.CreateAsync(Sample.Sweep("s"));
        await using var asker = await OpenAsync(StoreAccess.Request);
        var claims = Enumerable.Range(0, 2000).Select(i => owner.ClaimAsync("s", i, "o", Sample.Time, Lease)).ToList();
        for (var i = 0; i < 20; i++)
        {
            var request = i % 2 == 0 ? SweepRequest.Cancel : SweepRequest.None;
            await asker.RequestAsync("s", request, Sample.Time);
            Assert.Equal(request, await owner.ReadRequestAsync("s"));
        }

        await Task.WhenAll(claims);
        Assert.Equal(2000, (await owner.CountAsync("s")).Started);
    }

    [Fact]
    public async Task A_missing_or_older_record_cannot_be_asked()
    {
        await Assert.ThrowsAsync<StoreException>(() => OpenAsync(StoreAccess.Request));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        await OldRecord.CreateAsync(RecordPath);
        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(StoreAccess.Request));
        Assert.Contains("older version", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_finds_the_record_in_use_can_tell_so_from_other_faults()
    {
        await using (await OpenAsync())
            Assert.True((await Assert.ThrowsAsync<StoreException>(() => OpenAsync())).InUse);
        await File.WriteAllTextAsync(RecordPath, string.Concat(Enumerable.Repeat("no database", 100)));
        Assert.False((await Assert.ThrowsAsync<StoreException>(() => OpenAsync())).InUse);
    }

    [Fact]
    public async Task What_an_ended_process_was_deleting_goes_when_the_record_is_opened_next_and_its_key_is_not_reused_before()
    {
        await using (var store = await OpenAsync())
        {
            await store.CreateAsync(Sample.Sweep("s"));
            await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
            {
                await store.ClaimAsync("s", i, "o", Sample.Time, Lease);
                await store.AppendEpochsAsync("s", i, 1, [Sample.Epoch(1)]);
            }));
        }

        Execute("INSERT INTO deleted SELECT key FROM sweeps; DELETE FROM sweeps;");
        Execute("DELETE FROM epochs WHERE trial < 50");
        await using (var store = await OpenAsync())
        {
            await store.CreateAsync(Sample.Sweep("s"));
            Assert.Empty(await store.ReadTrialsAsync("s").ToListAsync());
        }

        Assert.Equal(0, Count("SELECT (SELECT count(*) FROM epochs) + (SELECT count(*) FROM trials) + (SELECT count(*) FROM deleted)"));
    }

    [Fact]
    public async Task Deleting_leaves_no_row_behind()
    {
        await using (var store = await OpenAsync())
        {
            await store.CreateAsync(Sample.Sweep("s"));
            await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
            {
                await store.ClaimAsync("s", i, "o", Sample.Time, Lease);
                await store.AppendEpochsAsync("s", i, 1, [.. Enumerable.Range(1, 100).Select(e => Sample.Epoch(e))]);
                await store.SaveCheckpointAsync("s", i, 1, Sample.Checkpoint(1, 5));
                await store.RecordFailureAsync("s", i, 1, new AttemptFailure(1, Sample.Time, "o", "cause"));
            }));
            Assert.True(await store.DeleteAsync("s"));
        }

        string[] tables = ["sweeps", "trials", "epochs", "checkpoints", "failures", "deleted"];
        Assert.All(tables, table => Assert.Equal(0, Count($"SELECT count(*) FROM {table}")));
    }

    [Fact]
    public async Task A_checkpoint_takes_one_row_and_none_after_the_result()
    {
        await using var store = await OpenAsync();
        await store.CreateAsync(Sample.Sweep("s"));
        await store.ClaimAsync("s", 1, "o", Sample.Time, Lease);
        for (var epochs = 1; epochs <= 5; epochs++)
        {
            await store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(epochs, 1, 2, 3));
            Assert.Equal(1, Count("SELECT count(*) FROM checkpoints"));
        }

        await store.FinishAsync("s", 1, 1, Sample.Finished());
        Assert.Equal(0, Count("SELECT count(*) FROM checkpoints"));
    }

    [Fact]
    public async Task On_a_full_disk_a_checkpoint_fails_with_a_reason_and_the_older_one_stays()
    {
        await using (var store = await OpenAsync())
        {
            await store.CreateAsync(Sample.Sweep("s"));
            await store.ClaimAsync("s", 1, "o", Sample.Time, Lease);
            await store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(1, 5));
        }

        await using var full = await Task.Run(() => SqliteSweepStore.Open(
            RecordPath, StoreAccess.ReadWrite, TimeProvider.System, NullLogger.Instance, c => c.Execute($"PRAGMA max_page_count = {c.ExecuteScalar<long>("PRAGMA page_count") + 2}")));
        var exception = await Assert.ThrowsAsync<StoreException>(() => full.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(2, new byte[100_000])));
        Assert.Contains($"The disk that holds the record {RecordPath} is full", exception.Message, StringComparison.Ordinal);
        Assert.True(await full.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(2, 6)));
        Assert.Equal([6], (await full.ClaimAsync("s", 1, "o", Sample.Time, Lease)).Checkpoint!.State);
    }

    public void Dispose() => _folder.Dispose();

    private Task<SqliteSweepStore> OpenAsync(StoreAccess access = StoreAccess.ReadWrite) => SqliteSweepStore.OpenAsync(RecordPath, access, TimeProvider.System);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={RecordPath};Pooling=False");
        connection.Execute(sql);
    }

    private long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={RecordPath};Pooling=False");
        return connection.ExecuteScalar<long>(sql);
    }
}
