using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>A sweep from its start to its end.</summary>
public sealed class SweepRunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Every_trial_of_the_design_gets_exactly_one_result(int workers)
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        var trainer = new FakeTrainer(sweep);
        await using var silo = await TestSilo.StartAsync(store, trainer, workers);
        var status = await silo.RunSweepAsync();
        Assert.Equal(new(SweepPhase.Finished, 12, 12, 0, 0, 0, 0, null), status);
        var rows = await TestSweep.RowsOf(store);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (long)i), rows.Select(row => row.Index));
        Assert.All(rows, row => Assert.Equal((1, TrialOutcome.Completed), (row.Attempt, row.Finished!.Result.Outcome)));
        Assert.Equal(12, trainer.Started.Count);
        Assert.Equal(SweepState.Finished, await TestSweep.StateOf(store));
        Assert.Equal(0, store.StaleWritesRefused);
        Assert.Empty(silo.Errors);
    }

    [Fact]
    public async Task Every_epoch_of_every_trial_is_in_the_record_and_makes_its_digest()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep), workers: 2);
        await silo.RunSweepAsync();
        await TestSweep.AssertWhole(store);
        var epochs = new List<EpochRow>();
        await foreach (var row in store.ReadEpochsAsync(TestSweep.Id))
            epochs.Add(row);
        Assert.Equal(12 * 2, epochs.Count);
    }

    [Fact]
    public async Task Trials_in_flight_never_exceed_the_window_and_running_ones_the_workers()
    {
        var sweep = new TestSweep(replicates: 4);
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        using var doors = new Doors();
        var trainer = new FakeTrainer(sweep) { BeforeEpoch = doors.Wait };
        await using var silo = await TestSilo.StartAsync(store, trainer, workers: 2);
        Assert.Equal(6, silo.Pool.Window);
        await silo.StartSweepAsync();
        var finished = store.NextState(SweepState.Finished);
        var most = 0;
        for (var trial = 0; trial < sweep.Trials; trial++)
        {
            await doors.WhenAt(trial);
            most = Math.Max(most, (await silo.StatusAsync()).InFlight);
            var expected = Math.Min(6, sweep.Trials - trial);
            await Waits.Until(() => silo.Pool.Queued + silo.Pool.Busy == expected, $"{expected} trials to be with the trainers");
            doors.Open(trial);
        }

        await finished;
        Assert.Equal(6, most);
        Assert.Equal(2, trainer.MostRunning);
    }

    [Fact]
    public async Task Trials_start_in_the_order_of_their_indices()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        var trainer = new FakeTrainer(sweep) { BeforeEpoch = doors.Wait };
        await using var silo = await TestSilo.StartAsync(store, trainer, workers: 1);
        await silo.StartSweepAsync();
        for (var trial = 0; trial < sweep.Trials; trial++)
        {
            await doors.WhenAt(trial);
            var expected = Math.Min(silo.Pool.Window, sweep.Trials - trial) - 1;
            await Waits.Until(() => silo.Pool.Queued == expected, $"{expected} trials to be queued behind trial {trial}");
            doors.Open(trial);
        }

        await silo.WhenAsync(SweepPhase.Finished);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (long)i), trainer.Started.Select(start => start.Trial));
    }

    [Fact]
    public async Task Starting_twice_changes_nothing()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        var trainer = new FakeTrainer(sweep) { BeforeEpoch = doors.Wait };
        await using var silo = await TestSilo.StartAsync(store, trainer, workers: 1);
        var both = await Waits.Within(Task.WhenAll(silo.Sweep.StartAsync(), silo.Sweep.StartAsync()), "both starts");
        Assert.Equal(both[0], both[1]);
        await doors.WhenAt(0);
        Assert.Equal(both[0], await silo.StartSweepAsync());
        for (var trial = 0; trial < sweep.Trials; trial++)
            doors.Open(trial);
        var finished = await silo.WhenAsync(SweepPhase.Finished);
        Assert.Equal(finished, await silo.StartSweepAsync());
        Assert.Equal(12, trainer.Started.Count);
        Assert.All(await TestSweep.RowsOf(store), row => Assert.Equal(1, row.Attempt));
    }

    [Fact]
    public async Task Sweep_that_is_not_in_the_record_is_refused_by_name()
    {
        var sweep = new TestSweep();
        await using var silo = await TestSilo.StartAsync(new MemorySweepStore(), new FakeTrainer(sweep));
        var refused = await Assert.ThrowsAsync<Core.Specs.InvalidInputException>(() => silo.StartSweepAsync());
        Assert.Contains(TestSweep.Id, refused.Message, StringComparison.Ordinal);
        Assert.Equal(SweepPhase.Idle, (await silo.StatusAsync()).Phase);
        Assert.Equal(SweepPhase.Idle, (await silo.PauseSweepAsync()).Phase);
    }
}
