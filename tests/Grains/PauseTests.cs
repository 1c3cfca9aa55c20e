using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Sweeps that are paused and go on.</summary>
public sealed class PauseTests
{
    [Fact]
    public async Task Pausing_takes_back_what_runs_and_writes_no_result_for_it()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait }, workers: 2);
        await silo.StartSweepAsync();
        doors.Open(0);
        await Waits.Until(async () => (await silo.StatusAsync()).Completed == 1, "the first result");
        var status = await silo.PauseSweepAsync();
        Assert.Equal(new(SweepPhase.Paused, 12, 1, 0, 0, 0, 0, null), status);
        Assert.Equal([0], (await TestSweep.RowsOf(store)).Where(row => row.Finished is not null).Select(row => row.Index));
        Assert.Equal(SweepState.Paused, await TestSweep.StateOf(store));
        Assert.Equal((0, 0), (silo.Pool.Busy, silo.Pool.Queued));
        Assert.Equal(status, await silo.PauseSweepAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Paused_and_resumed_sweep_has_the_digest_of_one_never_paused(bool inNewProcess)
    {
        var sweep = new TestSweep();
        var whole = await sweep.UndisturbedDigest();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        var trainer = new FakeTrainer(sweep) { BeforeEpoch = doors.Wait };
        await using var first = await TestSilo.StartAsync(store, trainer, workers: 2, "first");
        await first.StartSweepAsync();
        foreach (var trial in new[] { 1, 2, 4 })
        {
            await doors.WhenAt(trial - 1);
            doors.Open(trial);
        }

        await doors.WhenAt(1);
        await first.PauseSweepAsync();
        for (var trial = 0; trial < sweep.Trials; trial++)
            doors.Open(trial);
        await using var second = inNewProcess ? await TestSilo.StartAsync(store, trainer, workers: 3, "second") : null;
        var status = await (second ?? first).RunSweepAsync();
        Assert.Equal(new(SweepPhase.Finished, 12, 12, 0, 0, 0, 0, null), status);
        Assert.Contains(await TestSweep.RowsOf(store), row => row.Attempt > 1);
        Assert.Equal(whole, await TestSweep.DigestOf(store));
        await TestSweep.AssertWhole(store);
    }

    [Fact]
    public async Task Pausing_ends_though_the_record_cannot_take_the_pause_in()
    {
        var sweep = new TestSweep();
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait });
        await silo.StartSweepAsync();
        await doors.WhenAt(0);
        store.FillUp(nameof(ISweepStore.SetStateAsync));
        var status = await silo.PauseSweepAsync();
        Assert.Equal((SweepPhase.Paused, "the disk is full"), (status.Phase, status.Problem));
    }

    [Fact]
    public async Task Pausing_ends_though_the_news_of_a_release_is_lost()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        var router = new LossyRouter();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait }, change: router.Use);
        await silo.StartSweepAsync();
        await doors.WhenAt(0);
        router.LoseNext(nameof(ISweepGrain.TrialReleasedAsync));
        var pausing = silo.Sweep.PauseAsync();
        await router.WhenLost;
        await Waits.Until(async () => (await silo.StatusAsync()).InFlight == 1, "all but one to be released");
        await silo.AdvanceUntil(async () => (await silo.StatusAsync()).Phase == SweepPhase.Paused, "the sweep to pause");
        Assert.Equal(SweepPhase.Paused, (await Waits.Within(pausing, "the pause to be answered")).Phase);
    }

    [Fact]
    public async Task Pausing_takes_back_a_trial_that_is_just_being_claimed()
    {
        var sweep = new TestSweep();
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait });
        await silo.StartSweepAsync();
        var claiming = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.BeforeWrite = (method, trial) =>
        {
            if (method != nameof(ISweepStore.ClaimAsync) || trial != 3)
                return Task.CompletedTask;
            claiming.TrySetResult();
            return goOn.Task;
        };
        doors.Open(0);
        await Waits.Within(claiming.Task, "trial 3 to be claimed");
        var pausing = silo.Sweep.PauseAsync();
        await Waits.Until(async () => await silo.StatusAsync() is { Phase: SweepPhase.Pausing, InFlight: 1 }, "all but trial 3 to be released");
        goOn.SetResult();
        var status = await Waits.Within(pausing, "the sweep to pause");
        Assert.Equal((SweepPhase.Paused, 1L, 0), (status.Phase, status.Finished, status.InFlight));
        Assert.Equal((0, 0), (silo.Pool.Busy, silo.Pool.Queued));
    }

    [Fact]
    public async Task Pauses_do_not_use_up_the_attempts_that_a_broken_training_has()
    {
        var sweep = new TestSweep(maxAttempts: 2);
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        var trainer = new FakeTrainer(sweep) { BeforeEpoch = doors.Wait };
        await using var silo = await TestSilo.StartAsync(store, trainer);
        for (var pause = 1; pause <= 3; pause++)
        {
            await silo.StartSweepAsync();
            await Waits.Until(() => trainer.KeysOf(0).Count == pause, $"trial 0 to start for time {pause}");
            await silo.PauseSweepAsync();
        }

        trainer.BeforeEpoch = epoch =>
        {
            if (epoch is { Trial: 0, Try: 4 })
                throw new InvalidOperationException("the training broke");
        };
        var status = await silo.RunSweepAsync();
        Assert.Equal((12, 0), (status.Completed, status.Failed));
        Assert.Equal(5, (await TestSweep.RowsOf(store))[0].Attempt);
    }

    [Fact]
    public async Task Sweep_that_is_not_running_is_not_moved_by_a_late_release()
    {
        var sweep = new TestSweep();
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep));
        await silo.Sweep.TrialReleasedAsync(0);
        await silo.Sweep.TrialFinishedAsync(new(0, TrialOutcome.Completed, 1));
        Assert.Equal(SweepPhase.Idle, (await silo.StatusAsync()).Phase);
        Assert.Equal(SweepState.Running, await TestSweep.StateOf(store));
    }
}
