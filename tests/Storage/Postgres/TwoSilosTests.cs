using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sweep.Storage.Tests.Postgres;

/// <summary>Two stores, as two processes have them, on one record.</summary>
public sealed class TwoSilosTests(PostgresServer server) : IAsyncLifetime
{
    private readonly ListLogger _logger = new();
    private PostgresSweepStore _one = null!;
    private PostgresSweepStore _two = null!;
    private string _schema = "";

    public async ValueTask InitializeAsync()
    {
        var url = await server.NewRecordAsync();
        _schema = PostgresRecord.SchemaOf(url);
        _one = await PostgresSweepStore.OpenAsync(url, StoreAccess.ReadWrite, TimeProvider.System, _logger);
        _two = await PostgresSweepStore.OpenAsync(url, StoreAccess.ReadWrite, TimeProvider.System, _logger);
        await _one.CreateAsync(Sample.Sweep("s"));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_that_claim_every_trial_one_gets_each()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i =>
        {
            var trial = i / 2;
            return (trial, claim: await (i % 2 == 0 ? _one : _two).ClaimAsync("s", trial, i % 2 == 0 ? "one" : "two", Sample.Time, TimeSpan.FromHours(1)));
        }));
        Assert.All(claims.GroupBy(c => c.trial), g => Assert.Single(g, c => c.claim.Outcome == ClaimOutcome.Claimed));
        Assert.All(claims, c => Assert.Equal(1, c.claim.Attempt));
        Assert.Equal(new TrialCounts(0, 0, 0, 0, 500), await _two.CountAsync("s"));
    }

    [Fact]
    public async Task Attempts_count_through_both_without_gap_or_double()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => (i % 2 == 0 ? _one : _two).ClaimAsync("s", i % 4 / 2, "o", Sample.Time))));
        Assert.Equal(Enumerable.Range(0, 400).Select(i => 1 + i / 2), claims.Select(c => c.Attempt).Order());
    }

    [Fact]
    public async Task Takers_and_finishers_racing_leave_one_result_of_the_newest_attempt()
    {
        const int trials = 12;
        var accepted = new ConcurrentBag<(long Trial, int Attempt)>();
        await Task.WhenAll(Enumerable.Range(0, 600).Select(i => Task.Run(async () =>
        {
            var store = i % 2 == 0 ? _one : _two;
            var trial = i * 7 % trials;
            var claim = await store.ClaimAsync("s", trial, $"o{i}", Sample.Time);
            if (claim.Outcome == ClaimOutcome.Finished)
                return;
            var epochs = await store.AppendEpochsAsync("s", trial, claim.Attempt, [Sample.Epoch(claim.Attempt)]);
            var finished = await store.FinishAsync("s", trial, claim.Attempt, Sample.Finished(digest: $"{claim.Attempt}"));
            Assert.False(finished && !epochs, "An attempt that was stale for its epochs was accepted for its result.");
            if (finished)
                accepted.Add((trial, claim.Attempt));
        })));
        var rows = await _one.ReadTrialsAsync("s").ToListAsync();
        Assert.Equal(rows.Select(r => (r.Index, r.Attempt)), accepted.Order());
        Assert.All(rows, r => Assert.Equal($"{r.Attempt}", r.Finished!.Digest));
        Assert.Equal(rows.Select(r => (r.Index, r.Attempt)), (await _two.ReadEpochsAsync("s").ToListAsync()).Select(e => (e.Trial, e.Epoch.Epoch)));
        Assert.Equal(new TrialCounts(trials, 0, 0, 0, 0), await _two.CountAsync("s"));
    }

    [Fact]
    public async Task Groups_that_meet_in_opposite_orders_never_wait_for_each_other()
    {
        for (var round = 0; round < 5; round++)
        {
            var writes = Enumerable.Range(0, 300).Select(i => _one.ClaimAsync("s", i, "one", Sample.Time))
                .Concat(Enumerable.Range(0, 300).Reverse().Select(i => _two.ClaimAsync("s", i, "two", Sample.Time)))
                .Concat([RenewAsync(_one, "one"), RenewAsync(_two, "two")]);
            await Task.WhenAll(writes);
        }

        // A deadlock would be resolved, and the write repeated with a warning.
        Assert.DoesNotContain(_logger.Entries, e => e.Level >= LogLevel.Warning);
        Assert.All(await _one.ReadTrialsAsync("s").ToListAsync(), t => Assert.Equal(10, t.Attempt));

        static async Task<Claim> RenewAsync(PostgresSweepStore store, string owner)
        {
            await store.RenewLeasesAsync(owner, TimeSpan.Zero);
            return Sample.Claimed(0);
        }
    }

    [Fact]
    public async Task Writes_that_wait_share_one_commit()
    {
        await _one.ClaimAsync("s", 0, "o", Sample.Time);
        await using var other = await server.ConnectAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await other.ExecuteAsync($"SELECT 1 FROM {_schema}.trials WHERE trial = 0 FOR UPDATE");
        var blocked = _one.ClaimAsync("s", 0, "o", Sample.Time);
        while (await other.ExecuteScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'") == 0)
        {
            Assert.False(blocked.IsCompleted);
        }

        var commits = _one.Statistics.Commits;
        var waiting = Enumerable.Range(1, 200).Select(i => _one.ClaimAsync("s", i, "o", Sample.Time)).ToList();
        await transaction.RollbackAsync();
        await Task.WhenAll([blocked, .. waiting]);
        Assert.Equal(commits + 2, _one.Statistics.Commits);
    }

    [Fact]
    public async Task A_write_that_the_server_refuses_fails_alone()
    {
        await using var other = await server.ConnectAsync();
        await other.ExecuteAsync($"ALTER TABLE {_schema}.trials ADD CHECK (owner <> 'poison')");
        var writes = Enumerable.Range(0, 60).Select(i => _one.ClaimAsync(i == 31 ? "unknown" : "s", i, i % 20 == 7 ? "poison" : "o", Sample.Time)).ToList();
        for (var i = 0; i < writes.Count; i++)
        {
            if (i % 20 == 7 || i == 31)
                await Assert.ThrowsAsync<StoreException>(() => writes[i]);
            else
                Assert.Equal(Sample.Claimed(1), await writes[i]);
        }

        Assert.Equal(4, _one.Statistics.Failures);
        Assert.Equal(56, (await _two.CountAsync("s")).Started);
    }

    [Fact]
    public async Task A_sweep_that_another_deleted_takes_no_writes_and_its_successor_does()
    {
        await _two.ClaimAsync("s", 1, "o", Sample.Time);
        await _two.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1)]);
        Assert.True(await _one.DeleteAsync("s"));
        await Assert.ThrowsAsync<StoreException>(() => _two.ClaimAsync("s", 1, "o", Sample.Time));
        Assert.True(await _one.CreateAsync(Sample.Sweep("s")));
        Assert.Equal(Sample.Claimed(1), await _two.ClaimAsync("s", 1, "o", Sample.Time));
        await using var other = await server.ConnectAsync();
        foreach (var (table, rows) in (ValueTuple<string, long>[])[("trials", 1), ("epochs", 0), ("deleted", 0)])
            Assert.Equal(rows, await other.ExecuteScalarAsync<long>($"SELECT count(*) FROM {_schema}.{table}"));
    }

    [Fact]
    public async Task A_store_that_is_closed_leaves_no_connection_and_no_row_of_its_own()
    {
        await _two.ClaimAsync("s", 1, "o", Sample.Time);
        var waiting = Enumerable.Range(2, 50).Select(i => _two.ClaimAsync("s", i, "o", Sample.Time)).ToList();
        await _two.DisposeAsync();
        Assert.All(await Task.WhenAll(waiting), c => Assert.Equal(1, c.Attempt));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _two.ClaimAsync("s", 1, "o", Sample.Time));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _two.FindAsync("s"));
        await _one.DisposeAsync();
        await using var other = await server.ConnectAsync();
        Assert.Equal(0, await other.ExecuteScalarAsync<long>($"SELECT count(*) FROM {_schema}.writers"));
    }

    [Fact]
    public async Task Commits_are_on_disk_before_they_are_acknowledged()
    {
        await _one.ClaimAsync("s", 1, "o", Sample.Time);
        await using var other = await server.ConnectAsync();
        await other.ExecuteAsync("ALTER ROLE postgres SET synchronous_commit = off");
        try
        {
            await using var connections = new Storage.Postgres.PostgresConnections(Storage.Postgres.PostgresUrl.Parse(await server.NewRecordAsync()), null);
            await using var connection = await connections.WriterAsync(CancellationToken.None);
            Assert.Equal("off", await connection.ExecuteScalarAsync<string>("SHOW synchronous_commit"));
            await connection.ExecuteAsync(Storage.Postgres.LaneStatements.Configure);
            Assert.Equal("on", await connection.ExecuteScalarAsync<string>("SHOW synchronous_commit"));
        }
        finally
        {
            await other.ExecuteAsync("ALTER ROLE postgres RESET synchronous_commit");
        }
    }

    private sealed class ListLogger : ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Message)> Entries { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Entries.Enqueue((logLevel, formatter(state, exception)));
    }
}
