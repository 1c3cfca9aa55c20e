using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Sweeps whose record takes nothing in any more.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData(nameof(ISweepStore.ClaimAsync))]
    [InlineData(nameof(ISweepStore.AppendEpochsAsync))]
    [InlineData(nameof(ISweepStore.FinishAsync))]
    public async Task Full_disk_pauses_the_sweep_says_so_and_leaves_it_ready_to_finish(string method)
    {
        var sweep = new TestSweep();
        var whole = await sweep.UndisturbedDigest();
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep), workers: 3);
        store.FillUp(method);
        await silo.StartSweepAsync();
        var paused = await silo.WhenAsync(SweepPhase.Paused);
        Assert.Equal((12, 0, "the disk is full"), (paused.Total, paused.Finished, paused.Problem));
        await Waits.Until(() => silo.Pool is { Busy: 0, Queued: 0 }, "the trainers to be idle");
        Assert.Equal(SweepState.Paused, await TestSweep.StateOf(store));
        store.FillUp();
        Assert.Equal(new(SweepPhase.Finished, 12, 12, 0, 0, 0, 0, null), await silo.RunSweepAsync());
        Assert.Equal(whole, await TestSweep.DigestOf(store));
        await TestSweep.AssertWhole(store);
    }

    [Fact]
    public async Task Full_disk_at_the_very_end_pauses_the_sweep_with_all_results()
    {
        var sweep = new TestSweep();
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait }, workers: 3);
        await silo.StartSweepAsync();
        store.FillUp(nameof(ISweepStore.SetStateAsync));
        for (var trial = 0; trial < sweep.Trials; trial++)
            doors.Open(trial);
        var paused = await silo.WhenAsync(SweepPhase.Paused);
        Assert.Equal((12, "the disk is full"), (paused.Finished, paused.Problem));
        store.FillUp();
        Assert.Equal(new(SweepPhase.Finished, 12, 12, 0, 0, 0, 0, null), await silo.RunSweepAsync());
        Assert.Equal(SweepState.Finished, await TestSweep.StateOf(store));
    }

    [Fact]
    public async Task Nothing_trains_on_after_a_problem_though_slots_are_free()
    {
        var sweep = new TestSweep(replicates: 1);
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        using var doors = new Doors();
        var trainer = new FakeTrainer(sweep) { BeforeEpoch = doors.Wait };
        await using var silo = await TestSilo.StartAsync(store, trainer, workers: 3);
        Assert.True(silo.Pool.Window > sweep.Trials);
        await silo.StartSweepAsync();
        await doors.WhenAt(0);
        store.FillUp(nameof(ISweepStore.FinishAsync));
        doors.Open(0);
        await silo.WhenAsync(SweepPhase.Paused);
        await Waits.Until(() => silo.Pool is { Busy: 0, Queued: 0 }, "the trainers to be idle");
        Assert.All(await TestSweep.RowsOf(store), row => Assert.Equal(1, row.Attempt));
    }

    [Fact]
    public async Task Disk_that_is_full_for_a_moment_costs_no_epoch_and_no_trial()
    {
        var sweep = new TestSweep(maxAttempts: 1);
        var whole = await sweep.UndisturbedDigest();
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        var full = 1;
        store.BeforeWrite = (method, trial) => method == nameof(ISweepStore.AppendEpochsAsync) && trial == 2 && Interlocked.Exchange(ref full, 0) == 1
            ? Task.FromException(new StoreException("the disk is full"))
            : Task.CompletedTask;
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep), workers: 2);
        await silo.StartSweepAsync();
        Assert.Equal("the disk is full", (await silo.WhenAsync(SweepPhase.Paused)).Problem);
        var status = await silo.RunSweepAsync();
        Assert.Equal((12, 0), (status.Completed, status.Failed));
        Assert.Equal(whole, await TestSweep.DigestOf(store));
        await TestSweep.AssertWhole(store);
    }

    [Fact]
    public async Task Fault_that_nobody_foresaw_pauses_the_sweep_and_is_named()
    {
        var sweep = new TestSweep();
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        store.BeforeWrite = (method, trial) => method == nameof(ISweepStore.FinishAsync) && trial == 1
            ? Task.FromException(new InvalidOperationException("a cosmic ray"))
            : Task.CompletedTask;
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep));
        await silo.StartSweepAsync();
        Assert.Equal("InvalidOperationException: a cosmic ray", (await silo.WhenAsync(SweepPhase.Paused)).Problem);
        store.FillUp();
        Assert.Equal(12, (await silo.RunSweepAsync()).Completed);
    }

    [Fact]
    public async Task Fault_that_nobody_foresaw_at_the_very_end_pauses_the_sweep_and_is_named()
    {
        var sweep = new TestSweep();
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait });
        await silo.StartSweepAsync();
        store.BeforeWrite = (method, _) => method == nameof(ISweepStore.SetStateAsync) ? Task.FromException(new InvalidOperationException("a cosmic ray")) : Task.CompletedTask;
        for (var trial = 0; trial < sweep.Trials; trial++)
            doors.Open(trial);
        Assert.Equal("InvalidOperationException: a cosmic ray", (await silo.WhenAsync(SweepPhase.Paused)).Problem);
    }

    [Fact]
    public async Task Sweep_that_cannot_be_opened_says_so_to_its_caller_and_can_be_started_later()
    {
        var sweep = new TestSweep();
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        store.FillUp(nameof(ISweepStore.SetStateAsync));
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep));
        await Assert.ThrowsAsync<StoreException>(() => silo.StartSweepAsync());
        store.FillUp();
        Assert.Equal(12, (await silo.RunSweepAsync()).Completed);
    }
}
