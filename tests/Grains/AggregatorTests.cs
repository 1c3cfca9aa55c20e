using System.Collections.Immutable;
using Sweep.Core.Results;
using Sweep.Core.Verdicts;
using Sweep.Grains.Contracts;
using Sweep.Grains.Telemetry;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Telemetry that is added up by silo and by sweep.</summary>
public sealed class AggregatorTests
{
    [Fact]
    public async Task Totals_are_those_of_the_record()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        await using var silo = await TestSilo.StartAsync(store, Troubled(sweep), workers: 2);
        await silo.RunSweepAsync();
        var totals = await silo.FlushedTotalsAsync();
        // Trial 7 diverges in its second epoch, and so does not finish it; trial 9 breaks in it at every attempt.
        Assert.Equal((12, 1, 10 * 2 + 1 + 1), (totals.Finished, totals.Diverged, totals.Epochs));
        Assert.Equal((10 * 20 + 10, 10 * 640 + 320), (totals.Steps, totals.Samples));
        Assert.Equal(["activation", "activation", "dropout", "dropout", "dropout"], totals.Levels.Select(level => level.Factor));
        Assert.Equal((2 * 10, 2 * 1, 2 * 12), (totals.Levels.Sum(level => level.Count), totals.Levels.Sum(level => level.Diverged), totals.Levels.Sum(level => level.Finished)));
        Assert.Equal(2 * 1, totals.Levels.Sum(level => level.Verdicts!.Counts[(int)Verdict.Diverged]));
        Assert.Equal([11, 10, 8, 6, 5, 4, 3, 2, 1, 0], totals.Leaders.Select(leader => leader.Trial));
    }

    [Fact]
    public async Task Totals_are_the_same_after_the_aggregator_was_deactivated()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        await using var silo = await TestSilo.StartAsync(store, Troubled(sweep), workers: 2);
        await silo.RunSweepAsync();
        var live = await silo.FlushedTotalsAsync();
        silo.Time.Advance(TimeSpan.FromMinutes(20));
        await Waits.Until(() => silo.Host.Statistics.Activations == 0, "all grains to be deactivated");
        SameTotals.Assert(live, await silo.TotalsAsync());
    }

    [Fact]
    public async Task Totals_count_no_trial_twice_when_a_new_process_joins()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using (var first = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait }, workers: 2, name: "first"))
        {
            await first.StartSweepAsync();
            for (var trial = 0; trial < 5; trial++)
                doors.Open(trial);
            await doors.WhenAt(5);
            await Waits.Until(async () => (await first.StatusAsync()).Completed == 5, "five results");
            await first.PauseSweepAsync();
        }

        await using var second = await TestSilo.StartAsync(store, Troubled(sweep), name: "second");
        Assert.Equal(5, (await second.TotalsAsync()).Finished);
        await second.RunSweepAsync();
        var live = await second.FlushedTotalsAsync();
        Assert.Equal(12, live.Finished);
        await using var third = await TestSilo.StartAsync(store, new FakeTrainer(sweep), name: "third");
        SameTotals.Assert(live, await third.TotalsAsync());
    }

    [Fact]
    public async Task Repeated_and_overtaken_snapshots_change_nothing()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep));
        var (early, late, other) = (Snapshot("a", 1, 3), Snapshot("a", 2, 7), Snapshot("b", 1, 100));
        foreach (var snapshot in new[] { late, early, late, other, early, other })
            await Waits.Within(silo.Aggregator.MergeAsync(snapshot), "a merge");
        Assert.Equal(107, (await silo.TotalsAsync()).Finished);
    }

    [Fact]
    public async Task Totals_whose_message_was_lost_are_sent_again()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        var router = new LossyRouter();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep), change: router.Use);
        Assert.Equal(0, (await silo.TotalsAsync()).Finished);
        await silo.RunSweepAsync();
        router.LoseNext(nameof(IAggregatorGrain.MergeAsync));
        var flushing = silo.Hub.FlushAsync(silo.Grains);
        await router.WhenLost;
        silo.Time.Advance(TimeSpan.FromSeconds(30));
        var failure = await Assert.ThrowsAsync<AggregateException>(() => Waits.Within(flushing, "the flush to fail"));
        Assert.IsType<TimeoutException>(Assert.Single(failure.InnerExceptions));
        Assert.Equal(12, (await silo.FlushedTotalsAsync()).Finished);
    }

    [Fact]
    public void Totals_grow_with_the_levels_and_never_with_the_trials()
    {
        var sweep = new TestSweep(replicates: 200);
        var builder = new TotalsBuilder(sweep.Plan);
        for (var index = 0; index < sweep.Trials; index++)
            builder.Add(sweep.Plan.Trial(index), new() { Outcome = TrialOutcome.Completed, ValidationLoss = sweep.Trials - index }, new());
        var totals = builder.Build();
        Assert.Equal(1_200, totals.Finished);
        Assert.Equal((2 + 3, 5), (totals.Levels.Length, totals.Gradients.Length));
        Assert.Equal(Enumerable.Range(1, 10).Select(loss => (1_200L - loss, (double)loss)), totals.Leaders.Select(leader => (leader.Trial, leader.Objective)));
    }

    [Fact]
    public void Leaders_of_equal_value_stand_by_index_whatever_the_order_of_arrival()
    {
        var sweep = new TestSweep();
        var forwards = Build(Enumerable.Range(0, sweep.Trials));
        var backwards = Build(Enumerable.Range(0, sweep.Trials).Reverse());
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), forwards.Select(leader => leader.Trial));
        Assert.Equal(forwards, backwards);

        ImmutableArray<Leader> Build(IEnumerable<int> order)
        {
            var builder = new TotalsBuilder(sweep.Plan);
            foreach (var index in order)
                builder.Add(sweep.Plan.Trial(index), new() { Outcome = TrialOutcome.Completed, ValidationLoss = 1 }, new());
            return builder.Build().Leaders;
        }
    }

    [Fact]
    public void The_spread_of_a_level_is_that_of_its_objectives()
    {
        var sweep = new TestSweep(replicates: 3);
        var builder = new TotalsBuilder(sweep.Plan);
        var losses = new double[sweep.Trials];
        for (var index = 0; index < sweep.Trials; index++)
        {
            losses[index] = 1 + (index * index % 7 / 8.0);
            builder.Add(sweep.Plan.Trial(index), new() { Outcome = TrialOutcome.Completed, ValidationLoss = losses[index] }, new());
        }

        var level = builder.Build().Levels[0];
        var own = Enumerable.Range(0, sweep.Trials).Where(i => sweep.Plan.Trial(i).Combination.Levels[0] == level.Level).Select(i => losses[i]).ToArray();
        Assert.Equal(own.Average(), level.Mean, 12);
        Assert.Equal(Math.Sqrt(own.Sum(x => Math.Pow(x - own.Average(), 2)) / (own.Length - 1)), level.Deviation, 12);
        Assert.Equal(0, new LevelTotals("f", "l", 1, 2, 0).Plus(new("f", "l", 0, 0, 1)).Verdicts!.Judged);
        Assert.True(double.IsNaN(new LevelTotals("f", "l", 1, 2, 0, 1, 4).Deviation));
    }

    private static FakeTrainer Troubled(TestSweep sweep) => new(sweep)
    {
        Diverges = trial => trial == 7,
        BeforeEpoch = epoch =>
        {
            if (epoch is { Trial: 8, Try: 1, Epoch: 2 } or { Trial: 9, Epoch: 2 })
                throw new InvalidOperationException("the training broke");
        },
    };

    private static TelemetrySnapshot Snapshot(string instance, long sequence, long finished)
        => new(instance, sequence, new(finished, 0, 0, 0, 0, new GradientSums().Build(), [], []));
}
