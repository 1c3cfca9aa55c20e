using System.Globalization;
using System.Text.Json;
using Sweep.Cluster.Tests.Fixture;
using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Cluster.Tests;

/// <summary>Silos in processes of their own on one PostgreSQL: whatever happens to them, the sweep's digest is that of an undisturbed run.</summary>
public sealed class ClusterTests(LocalPostgres postgres, StudiedSweep studied) : IClassFixture<LocalPostgres>, IClassFixture<StudiedSweep>
{
    // How long a stopped silo stays so. Three missed probes of two seconds are what the others need to notice.
    private static readonly TimeSpan Stopped = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("SWEEP_TEST_STOPPED_SECONDS") ?? "60", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Three_silos_share_the_work_and_agree_with_one_thread()
    {
        await using var cluster = await TestCluster.StartAsync(postgres, 3);
        await cluster.SubmitAsync();
        using var results = JsonDocument.Parse(await cluster.WatchAsync());
        Assert.Equal(studied.Digest, results.RootElement.GetProperty("digest").GetString());
        await cluster.AssertWholeAsync(studied);
        foreach (var silo in cluster.Silos)
            Assert.True(await cluster.ResultsOfAsync(silo) >= 4, $"one silo had little to do\n{silo.Log}");
    }

    [Fact]
    public async Task Sweep_submitted_to_one_silo_is_watched_at_another_and_agrees_with_one_thread()
    {
        await using var cluster = await TestCluster.StartAsync(postgres, 2);
        await cluster.SubmitToAsync(cluster.Silos[0]);
        using var results = JsonDocument.Parse(await cluster.AskAsync(cluster.Silos[1], "watch", "--quiet"));
        Assert.Equal(studied.Digest, results.RootElement.GetProperty("digest").GetString());
        await cluster.AssertWholeAsync(studied);
    }

    [Fact]
    public async Task Sweep_is_paused_and_resumed_at_whatever_silo()
    {
        await using var cluster = await TestCluster.StartAsync(postgres, 2);
        await cluster.SubmitToAsync(cluster.Silos[0]);
        await cluster.WhenFinishedAsync(3);
        await cluster.AskAsync(cluster.Silos[1], "pause");
        await cluster.WhenEndedAsync(SweepState.Paused);
        Assert.InRange((await cluster.RowsAsync()).Count(row => row.Finished is not null), 3, studied.Plan.Trials - 1);
        Assert.Equal(0, await cluster.LiveLeasesAsync());
        using var results = JsonDocument.Parse(await cluster.AskAsync(cluster.Silos[1], "resume", "--quiet"));
        Assert.Equal(studied.Digest, results.RootElement.GetProperty("digest").GetString());
        await cluster.AssertWholeAsync(studied);
    }

    [Fact]
    public async Task Killed_silo_costs_nothing_but_time()
    {
        await using var cluster = await TestCluster.StartAsync(postgres, 3);
        await cluster.SubmitAsync();
        await cluster.WhenFinishedAsync(6);
        cluster.Silos[0].Signal(SiloProcess.Kill);
        await cluster.WhenEndedAsync();
        await cluster.AssertWholeAsync(studied);
    }

    [Fact]
    public async Task Two_silos_killed_at_once_cost_nothing_but_time()
    {
        await using var cluster = await TestCluster.StartAsync(postgres, 3);
        await cluster.SubmitAsync();
        await cluster.WhenFinishedAsync(6);
        cluster.Silos[0].Signal(SiloProcess.Kill);
        cluster.Silos[1].Signal(SiloProcess.Kill);
        await cluster.WhenEndedAsync();
        await cluster.AssertWholeAsync(studied);
    }

    [Fact]
    public async Task Sweep_goes_on_by_itself_after_all_silos_were_killed()
    {
        await using var cluster = await TestCluster.StartAsync(postgres, 3);
        await cluster.SubmitAsync();
        await cluster.WhenFinishedAsync(6);
        foreach (var silo in cluster.Silos)
            silo.Signal(SiloProcess.Kill);
        cluster.Add();
        await cluster.Add().WhenReadyAsync();
        await cluster.WhenEndedAsync();
        await cluster.AssertWholeAsync(studied);
    }

    [Fact]
    public async Task Silo_that_was_stopped_for_a_while_writes_nothing_when_it_comes_back()
    {
        await using var cluster = await TestCluster.StartAsync(postgres, 3);
        await cluster.SubmitAsync();
        await cluster.WhenFinishedAsync(6);
        cluster.Silos[0].Signal(SiloProcess.Stop);
        await Task.Delay(Stopped);
        cluster.Silos[0].Signal(SiloProcess.Continue);
        Assert.Equal(3, await cluster.Silos[0].EndAsync(TimeSpan.FromMinutes(2)));
        await cluster.WhenEndedAsync();
        await cluster.AssertWholeAsync(studied);
    }

    [Fact]
    public async Task Crash_of_the_database_is_survived()
    {
        await using var cluster = await TestCluster.StartAsync(postgres, 3);
        await cluster.SubmitAsync();
        await cluster.WhenFinishedAsync(6);
        await postgres.CrashAsync();
        await postgres.StartAsync();
        await cluster.WhenEndedAsync();
        await cluster.AssertWholeAsync(studied);
    }

    [Fact]
    public async Task Silo_asked_to_end_leaves_in_order_and_loses_no_attempt()
    {
        await using var cluster = await TestCluster.StartAsync(postgres, 3);
        await cluster.SubmitAsync();
        await cluster.WhenFinishedAsync(6);
        cluster.Silos[0].Signal(SiloProcess.Terminate);
        Assert.Equal(0, await cluster.Silos[0].EndAsync(TimeSpan.FromSeconds(60)));
        await cluster.WhenEndedAsync();
        await cluster.AssertWholeAsync(studied);
    }

    [Fact]
    public async Task Silo_that_joins_takes_its_share()
    {
        await using var cluster = await TestCluster.StartAsync(postgres, 1);
        var joined = cluster.Add();
        await cluster.SubmitAsync();
        await joined.WhenReadyAsync();
        var before = (await cluster.RowsAsync()).Count(row => row.Finished is not null);
        Assert.True(before < studied.Plan.Trials, "the sweep was over before the new silo was there");
        await cluster.WhenEndedAsync();
        await cluster.AssertWholeAsync(studied);
        Assert.True(await cluster.ResultsOfAsync(joined) >= (studied.Plan.Trials - before) / 4, $"the new silo had little to do\n{joined.Log}");
    }

    [Fact]
    public async Task Cancelled_sweep_ends_with_what_it_has()
    {
        await using var cluster = await TestCluster.StartAsync(postgres, 2);
        await cluster.SubmitAsync();
        await cluster.WhenFinishedAsync(3);
        await cluster.CancelAsync();
        await cluster.WhenEndedAsync(SweepState.Cancelled);
        var rows = await cluster.RowsAsync();
        Assert.InRange(rows.Count(row => row.Finished is { Result.Outcome: TrialOutcome.Completed }), 3, studied.Plan.Trials - 1);
        Assert.Equal(0, await cluster.LiveLeasesAsync());
    }
}
