using Dapper;

namespace Sweep.Storage.Tests.Postgres;

/// <summary>Two processes' stores write while their server fails.</summary>
public sealed class FaultTests(FaultyServer server) : IClassFixture<FaultyServer>
{
    private const int Trials = 300;
    private const int Window = 24;

    [Fact]
    public async Task While_all_connections_are_killed_again_and_again_each_write_happens_once()
    {
        var url = await server.NewRecordAsync();
        await using var killer = await server.ConnectAsync();
        await WriteThroughAsync(url, 60, () => killer.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"));
    }

    [Fact]
    public async Task While_the_server_crashes_and_comes_back_each_write_happens_once()
        => await WriteThroughAsync(await server.NewRecordAsync(), 500, server.CrashAsync);

    [Fact]
    public async Task Writes_to_a_server_that_stays_away_fail_after_a_minute_and_go_on_when_it_is_back()
    {
        var url = await server.NewRecordAsync();
        await using var store = await PostgresSweepStore.OpenAsync(url, StoreAccess.ReadWrite, new HurriedTime());
        await store.CreateAsync(Sample.Sweep("s"));
        await store.ClaimAsync("s", 1, "o", Sample.Time);
        await server.StopAsync();
        try
        {
            foreach (var trial in (long[])[1, 2])
            {
                var exception = await Assert.ThrowsAsync<StoreException>(() => store.ClaimAsync("s", trial, "o", Sample.Time));
                Assert.Contains("could not be used for 60 s", exception.Message, StringComparison.Ordinal);
            }

            await Assert.ThrowsAsync<StoreException>(() => store.FindAsync("s"));
        }
        finally
        {
            await server.StartAsync();
        }

        Assert.Equal(Sample.Claimed(2), await store.ClaimAsync("s", 1, "o", Sample.Time));
        Assert.NotNull(await store.FindAsync("s"));
    }

    [Fact]
    public async Task A_write_cancelled_while_the_server_is_away_leaves_nothing()
    {
        var url = await server.NewRecordAsync();
        await using var store = await PostgresRecord.OpenAsync(url);
        await store.CreateAsync(Sample.Sweep("s"));
        await store.ClaimAsync("s", 1, "o", Sample.Time);
        await server.StopAsync();
        using var source = new CancellationTokenSource();
        try
        {
            var write = store.ClaimAsync("s", 2, "o", Sample.Time, source.Token);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        }
        finally
        {
            await server.StartAsync();
        }

        Assert.Equal(1, (await store.ClaimAsync("s", 3, "o", Sample.Time)).Attempt);
        Assert.Equal([1, 3], (await store.ReadTrialsAsync("s").ToListAsync()).Select(t => t.Index));
    }

    /// <summary>
    /// Two stores run trials of one sweep, and each time some writes were acknowledged the server is harmed. No attempt may be
    /// spent twice and no verdict may be wrong, so every claim answers 1 and every write is accepted.
    /// </summary>
    private static async Task WriteThroughAsync(string url, int writesBetween, Func<Task> harm)
    {
        await using var one = await PostgresRecord.OpenAsync(url);
        await using var two = await PostgresRecord.OpenAsync(url);
        await one.CreateAsync(Sample.Sweep("s"));
        var acknowledged = 0;
        var harms = 0;
        var next = -1;
        using var gate = new SemaphoreSlim(1);

        async Task<T> Count<T>(Task<T> write)
        {
            var answer = await write;
            if (Interlocked.Increment(ref acknowledged) % writesBetween == 0)
            {
                await gate.WaitAsync();
                await harm();
                harms++;
                gate.Release();
            }

            return answer;
        }

        await Task.WhenAll(Enumerable.Range(0, Window).Select(async worker =>
        {
            var (store, owner) = worker % 2 == 0 ? (one, "one") : (two, "two");
            for (var trial = Interlocked.Increment(ref next); trial < Trials; trial = Interlocked.Increment(ref next))
            {
                Assert.Equal(Sample.Claimed(1), await Count(store.ClaimAsync("s", trial, owner, Sample.Time, TimeSpan.FromHours(1))));
                Assert.True(await Count(store.AppendEpochsAsync("s", trial, 1, [Sample.Epoch(1), Sample.Epoch(2)])));
                Assert.True(await Count(store.SaveCheckpointAsync("s", trial, 1, Sample.Checkpoint(2, 1, 2, 3))));
                Assert.True(await Count(store.AppendEpochsAsync("s", trial, 1, [Sample.Epoch(3)])));
                Assert.True(await Count(store.FinishAsync("s", trial, 1, Sample.Finished(digest: $"{trial}"))));
            }
        }));
        Assert.True(harms >= 2, $"The server was harmed {harms} times only.");
        Assert.Equal(new TrialCounts(Trials, 0, 0, 0, 0), await two.CountAsync("s"));
        Assert.Equal(Enumerable.Range(0, Trials).Select(i => ((long)i, 1, $"{i}")), (await one.ReadTrialsAsync("s").ToListAsync()).Select(t => (t.Index, t.Attempt, t.Finished!.Digest)));
        Assert.Equal(Trials * 3, (await two.ReadEpochsAsync("s").ToListAsync()).Count);
        Assert.Equal((0, 0), (one.StaleWritesRefused + two.StaleWritesRefused, one.Statistics.Failures + two.Statistics.Failures));
    }
}
