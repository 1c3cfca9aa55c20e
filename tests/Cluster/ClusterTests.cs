using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sweep.Cluster.Tests.Fixture;
using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Cluster.Tests;

/// <summary>Silos in processes of their own on one PostgreSQL: whatever happens to them, the sweep's digest is that of an undisturbed run.</summary>
public sealed partial class ClusterTests(TestCluster cluster, StudiedSweep studied) : IClassFixture<TestCluster>
{
    // How long a stopped silo stays so at least. Three missed probes of two seconds are what the others need to notice, and
    // nine seconds to take its trials.
    private static readonly TimeSpan Stopped = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("SWEEP_TEST_STOPPED_SECONDS") ?? "20", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Three_silos_share_the_work_and_agree_with_one_thread()
    {
        await cluster.HaveAsync(3);
        var sweep = await cluster.SubmitByCommandAsync();
        using var results = JsonDocument.Parse(await TestCluster.Command("watch", sweep.Id, "--cluster", cluster.Store, "--json", "--quiet"));
        Assert.Equal(studied.Digest, results.RootElement.GetProperty("digest").GetString());
        await sweep.AssertWholeAsync(studied);
        foreach (var silo in cluster.Silos)
            Assert.True(await sweep.ResultsOfAsync(silo) >= 4, $"one silo had little to do\n{silo.Log}");
    }

    [Fact]
    public async Task Sweep_is_paused_at_another_silo_and_resumed_at_a_third()
    {
        await cluster.HaveAsync(3);
        var sweep = await cluster.SubmitAsync(cluster.Silos[0]);
        await sweep.WhenFinishedAsync(3);
        await cluster.Silos[1].PostAsync(sweep.Id, "pause");
        await sweep.WhenEndedAsync(SweepState.Paused);
        Assert.InRange(await sweep.FinishedAsync(), 3, studied.Plan.Trials - 1);
        Assert.Equal(0, await sweep.LiveLeasesAsync());
        using var results = JsonDocument.Parse(await TestCluster.Command("resume", sweep.Id, "--server", cluster.Silos[2].Server, "--json", "--quiet"));
        Assert.Equal(studied.Digest, results.RootElement.GetProperty("digest").GetString());
        await sweep.AssertWholeAsync(studied);
    }

    [Fact]
    public async Task Cancelled_sweep_ends_with_what_it_has()
    {
        await cluster.HaveAsync(3);
        var sweep = await cluster.SubmitAsync(cluster.Silos[0]);
        await sweep.WhenFinishedAsync(3);
        await cluster.Silos[1].PostAsync(sweep.Id, "cancel");
        await sweep.WhenEndedAsync(SweepState.Cancelled);
        var rows = await sweep.RowsAsync();
        Assert.InRange(rows.Count(row => row.Finished is { Result.Outcome: TrialOutcome.Completed }), 3, studied.Plan.Trials - 1);
        await Waits.UntilAsync(async () => await sweep.LiveLeasesAsync() == 0, "no trial to be held");
    }

    [Fact]
    public async Task Silo_that_joins_takes_its_share_and_one_that_is_asked_to_end_leaves_in_order()
    {
        await cluster.HaveAsync(2);
        var left = cluster.Silos[0];
        var joined = cluster.Add();
        await cluster.WhenJoiningAsync(joined);
        var sweep = await cluster.SubmitAsync(left);
        Assert.True(await joined.JoinsAsync(), $"the new silo could not join\n{joined.Log}");
        left.Signal(SiloProcess.Terminate);
        var before = await sweep.FinishedAsync();
        Assert.True(before < studied.Plan.Trials, "the sweep was over before the new silo was there");
        Assert.Equal(0, await left.EndAsync(TimeSpan.FromSeconds(60)));
        await sweep.WhenEndedAsync();
        await sweep.AssertWholeAsync(studied);
        Assert.True(await sweep.ResultsOfAsync(joined) >= (studied.Plan.Trials - before) / 4, $"the new silo had little to do\n{joined.Log}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_silos_cost_nothing_but_time(int killed)
    {
        await cluster.HaveAsync(3);
        var lost = cluster.Silos.Take(killed).ToArray();
        var sweep = await cluster.SubmitAsync(cluster.Silos[0]);
        await sweep.WhenFinishedAsync(3);
        var held = await sweep.StopAtWorkAsync(lost);
        foreach (var silo in lost)
            silo.Signal(SiloProcess.Kill);
        await sweep.WhenTakenOverAsync(held);
        await sweep.WhenEndedAsync();
        await sweep.AssertWholeAsync(studied);
    }

    [Fact]
    public async Task Silo_that_was_stopped_while_others_took_its_trials_writes_nothing_when_it_comes_back()
    {
        await cluster.HaveAsync(3);
        var zombie = cluster.Silos[0];
        var sweep = await cluster.SubmitAsync(cluster.Silos[1]);
        await sweep.WhenFinishedAsync(3);
        var held = await sweep.StopAtWorkAsync(zombie);
        var stopped = Stopwatch.StartNew();
        await sweep.WhenTakenOverAsync(held);
        await Waits.UntilAsync(() => Task.FromResult(stopped.Elapsed >= Stopped), "the silo to have been stopped for long");
        zombie.Signal(SiloProcess.Continue);
        Assert.Equal(SiloProcess.Expelled, await zombie.EndAsync(TimeSpan.FromMinutes(2)));
        await sweep.WhenEndedAsync();
        await sweep.AssertWholeAsync(studied);
    }

    [Fact]
    public async Task Crash_of_the_database_is_survived()
    {
        await cluster.HaveAsync(3);
        var sweep = await cluster.SubmitAsync(cluster.Silos[0]);
        await sweep.WhenFinishedAsync(3);
        await cluster.Postgres.CrashAsync();
        await cluster.Postgres.StartAsync();
        await sweep.WhenEndedAsync();
        await sweep.AssertWholeAsync(studied);
    }
}
