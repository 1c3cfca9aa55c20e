using Orleans;
using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Sweeps that a reminder wakes after their silo was lost.</summary>
public sealed class ReminderTests
{
    [Fact]
    public async Task Sweep_that_runs_by_the_record_alone_goes_on_when_reminded()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep));
        Assert.Equal(SweepPhase.Idle, (await silo.StatusAsync()).Phase);
        await RemindAsync(silo);
        await silo.WhenAsync(SweepPhase.Finished);
        Assert.Equal(await sweep.UndisturbedDigest(), await TestSweep.DigestOf(store));
    }

    [Fact]
    public async Task Paused_sweep_stays_paused_when_reminded()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait });
        await silo.StartSweepAsync();
        await silo.PauseSweepAsync();
        await RemindAsync(silo);
        Assert.Equal(SweepPhase.Paused, (await silo.StatusAsync()).Phase);
        Assert.Equal(SweepState.Paused, await TestSweep.StateOf(store));
    }

    [Fact]
    public async Task Running_sweep_is_not_disturbed_by_a_reminder()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait });
        await silo.StartSweepAsync();
        await doors.WhenAt(0);
        await RemindAsync(silo);
        for (var trial = 0; trial < sweep.Trials; trial++)
            doors.Open(trial);
        await silo.WhenAsync(SweepPhase.Finished);
        Assert.All(await TestSweep.RowsOf(store), row => Assert.Equal(1, row.Attempt));
    }

    private static Task RemindAsync(TestSilo silo)
        => Waits.Within(silo.Sweep.AsReference<IRemindable>().ReceiveReminder("wake", default), "the sweep to take a reminder");
}
