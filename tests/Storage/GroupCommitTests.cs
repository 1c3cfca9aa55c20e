using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sweep.Storage.Tests;

public sealed class GroupCommitTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly ListLogger _logger = new();
    private SqliteSweepStore _store = null!;

    public async ValueTask InitializeAsync() => await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Writes_that_wait_share_one_commit()
    {
        using var held = await HoldWriterAsync();
        var claims = Enumerable.Range(0, 100).Select(i => _store.ClaimAsync("s", i, "o", Sample.Time)).ToList();
        var commits = _store.Statistics.Commits;
        held.Release();
        await Task.WhenAll(claims);
        Assert.Equal(commits + 1, _store.Statistics.Commits);
        Assert.Equal(new StoreCommit(100, held.Last.Elapsed), held.Last);
    }

    [Fact]
    public async Task A_write_that_fails_fails_alone()
    {
        using var held = await HoldWriterAsync();
        var writes = Enumerable.Range(0, 50).Select(i => _store.ClaimAsync(i % 10 == 7 ? "no-such-sweep" : "s", i, "o", Sample.Time)).ToList();
        held.Release();
        for (var i = 0; i < writes.Count; i++)
        {
            if (i % 10 == 7)
                await Assert.ThrowsAsync<StoreException>(() => writes[i]);
            else
                Assert.Equal(Sample.Claimed(1), await writes[i]);
        }

        Assert.Equal(5, _store.Statistics.Failures);
        Assert.Equal(new TrialCounts(0, 0, 0, 0, 45), await _store.CountAsync("s"));
    }

    [Fact]
    public async Task A_write_that_fails_half_way_leaves_nothing_of_itself()
    {
        await _store.ClaimAsync("s", 1, "o", Sample.Time);
        // A limit on the size of values makes SQLite refuse the second epoch, after the first went in.
        await ReopenAsync(connection => SQLitePCL.raw.sqlite3_limit(connection.Handle, SQLitePCL.raw.SQLITE_LIMIT_LENGTH, 2000));
        using var held = await HoldWriterAsync();
        var before = _store.ClaimAsync("s", 2, "o", Sample.Time);
        var broken = _store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1), Sample.Epoch(2, 0.5, [.. Enumerable.Range(1, 50).Select(Sample.Layer)])]);
        var after = _store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(3)]);
        held.Release();
        await Assert.ThrowsAsync<StoreException>(() => broken);
        Assert.Equal(1, (await before).Attempt);
        Assert.True(await after);
        Assert.Equal(3, Assert.Single(await _store.ReadEpochsAsync("s").ToListAsync()).Epoch.Epoch);
    }

    [Fact]
    public async Task On_a_full_disk_writes_fail_with_a_reason_and_go_on_when_there_is_room()
    {
        var pages = 0L;
        SqliteConnection? connection = null;
        await ReopenAsync(c =>
        {
            connection = c;
            pages = c.ExecuteScalar<long>("PRAGMA page_count");
            c.Execute($"PRAGMA max_page_count = {pages + 20}");
        });
        var accepted = 0;
        var exception = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            for (; accepted < 10_000; accepted++)
                await _store.ClaimAsync("s", accepted, new string('o', 500), Sample.Time);
        });
        Assert.Contains("is full", exception.Message, StringComparison.Ordinal);
        Assert.InRange(accepted, 1, 1000);
        Assert.Equal(accepted, (await _store.CountAsync("s")).Started);
        Assert.Equal(accepted, (await _store.ReadTrialsAsync("s").ToListAsync()).Count);

        // The writer waits for work, so its connection may be used from here.
        connection!.Execute($"PRAGMA max_page_count = {pages + 1000}");
        Assert.Equal(1, (await _store.ClaimAsync("s", accepted, "o", Sample.Time)).Attempt);
    }

    [Fact]
    public async Task Damage_met_while_writing_stops_all_writes_and_the_next_opening_looks_for_it()
    {
        await _store.DisposeAsync();
        await SqliteDamage.OverwriteRootAsync(_folder.File("sweeps.db"), "trials");
        await OpenAsync(create: false);
        var first = await Assert.ThrowsAsync<StoreException>(() => _store.ClaimAsync("s", 1, "o", Sample.Time));
        Assert.Contains("is damaged", first.Message, StringComparison.Ordinal);
        var second = await Assert.ThrowsAsync<StoreException>(() => _store.CreateAsync(Sample.Sweep("t")));
        Assert.Equal(first.Message, second.Message);
        Assert.Contains(_logger.Entries, e => e.Level == LogLevel.Critical);
        await _store.DisposeAsync();
        await Assert.ThrowsAsync<StoreException>(() => OpenAsync(create: false));
    }

    [Fact]
    public async Task A_write_cancelled_while_it_waits_is_withdrawn()
    {
        using var held = await HoldWriterAsync();
        using var source = new CancellationTokenSource();
        var withdrawn = _store.ClaimAsync("s", 1, "o", Sample.Time, source.Token);
        var kept = _store.ClaimAsync("s", 2, "o", Sample.Time);
        await source.CancelAsync();
        held.Release();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        await kept;
        Assert.Equal(2, Assert.Single(await _store.ReadTrialsAsync("s").ToListAsync()).Index);
    }

    [Fact]
    public async Task More_writes_than_the_queue_holds_all_get_through()
    {
        using var held = await HoldWriterAsync();
        var claims = Enumerable.Range(0, 20_000).Select(i => _store.ClaimAsync("s", i, "o", Sample.Time)).ToList();
        held.Release();
        await Task.WhenAll(claims);
        Assert.Equal(20_000, (await _store.CountAsync("s")).Started);
    }

    [Fact]
    public async Task Closing_completes_what_waits_and_refuses_what_comes_after()
    {
        using var held = await HoldWriterAsync();
        var waiting = _store.ClaimAsync("s", 1, "o", Sample.Time);
        var closing = _store.DisposeAsync();
        var late = _store.ClaimAsync("s", 2, "o", Sample.Time);
        held.Release();
        await closing;
        Assert.Equal(1, (await waiting).Attempt);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => late);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _store.FindAsync("s"));
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_handler_that_throws_harms_no_write()
    {
        _store.Statistics.Committed += _ => throw new InvalidOperationException("handler");
        Assert.Equal(1, (await _store.ClaimAsync("s", 1, "o", Sample.Time)).Attempt);
        Assert.Equal(2, (await _store.ClaimAsync("s", 1, "o", Sample.Time)).Attempt);
        Assert.Contains(_logger.Entries, e => e.Level == LogLevel.Error);
    }

    [Fact]
    public async Task A_refused_write_is_logged_with_its_place()
    {
        await _store.FinishAsync("s", 42, 7, Sample.Finished());
        Assert.Contains(_logger.Entries, e => e.Level == LogLevel.Warning && e.Message.Contains("attempt 7 at trial s/42", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Statistics_tell_what_was_done()
    {
        await _store.ClaimAsync("s", 1, "o", Sample.Time);
        await _store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1), Sample.Epoch(2)]);
        await _store.AppendEpochsAsync("s", 1, 9, [Sample.Epoch(1), Sample.Epoch(2)]);
        var statistics = _store.Statistics;
        Assert.Equal((4, 4, 2, 1, 0), (statistics.Commits, statistics.Operations, statistics.EpochRows, statistics.StaleWritesRefused, statistics.Failures));
        Assert.True(statistics.CommitTime > TimeSpan.Zero);
    }

    [Fact]
    public async Task Commits_flush_to_disk_through_a_write_ahead_log()
    {
        (string? Journal, long Synchronous) found = default;
        await ReopenAsync(c => found = (c.ExecuteScalar<string>("PRAGMA journal_mode"), c.ExecuteScalar<long>("PRAGMA synchronous")));
        Assert.Equal(("wal", 2), found);
    }

    private async Task OpenAsync(Action<SqliteConnection>? configure = null, bool create = true)
    {
        _store = await Task.Run(() => SqliteSweepStore.Open(_folder.File("sweeps.db"), StoreAccess.ReadWrite, TimeProvider.System, _logger, configure));
        if (create)
            await _store.CreateAsync(Sample.Sweep("s"));
    }

    private async Task ReopenAsync(Action<SqliteConnection> configure)
    {
        await _store.DisposeAsync();
        await OpenAsync(configure, create: false);
    }

    /// <summary>Holds the writer's thread at the end of a commit, so that what is written meanwhile forms the next group.</summary>
    private async Task<HeldWriter> HoldWriterAsync()
    {
        var held = new HeldWriter(_store);
        await held.Reached.WaitAsync(Patience);
        return held;
    }

    private sealed class HeldWriter : IDisposable
    {
        private readonly ManualResetEventSlim _gate = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _trigger;

        public HeldWriter(SqliteSweepStore store)
        {
            store.Statistics.Committed += commit =>
            {
                Last = commit;
                _reached.TrySetResult();
                if (!_gate.Wait(Patience))
                    throw new TimeoutException("The test did not let go of the writer.");
            };
            _trigger = store.SetStateAsync("s", SweepState.Running, Sample.Time);
        }

        public StoreCommit Last { get; private set; }

        public Task Reached => Task.WhenAny(_reached.Task, _trigger);

        public void Release() => _gate.Set();

        public void Dispose() => _gate.Set();
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
