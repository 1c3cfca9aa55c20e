using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Trainings that are saved and go on.</summary>
public sealed class CheckpointTests
{
    [Theory]
    [InlineData("{every_epochs: 1, every: 0s}", 1)]
    [InlineData("{every_epochs: 3, every: 0s}", 3)]
    [InlineData("{every_epochs: 2}", 2)]
    public async Task Broken_training_goes_on_from_its_checkpoint_and_ends_with_the_same_digest(string checkpoint, int every)
    {
        var sweep = new TestSweep(replicates: 1, epochs: 8, checkpoint: checkpoint);
        var whole = await sweep.UndisturbedDigest();
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        var trainer = new FakeTrainer(sweep);
        trainer.BeforeEpoch = epoch =>
        {
            SavedEpochs(store, epoch.Trial, (epoch.Epoch - 1) / every * every);
            if (epoch is { Trial: 2, Try: 1, Epoch: 8 })
                throw new InvalidOperationException("the training broke");
        };
        await using var silo = await TestSilo.StartAsync(store, trainer, workers: 2);
        Assert.Equal(sweep.Trials, (await silo.RunSweepAsync()).Completed);
        Assert.Equal([(2, 7 / every * every)], trainer.Resumed);
        Assert.Equal(sweep.Trials, trainer.Started.Count);
        Assert.Equal(whole, await TestSweep.DigestOf(store));
        await TestSweep.AssertWhole(store);
        Assert.Equal(0, store.StaleWritesRefused);
    }

    [Fact]
    public async Task Paused_training_is_saved_at_its_epochs_end_and_goes_on_elsewhere()
    {
        var sweep = new TestSweep(replicates: 1, epochs: 5, checkpoint: "{}");
        var whole = await sweep.UndisturbedDigest();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var goOn = new ManualResetEventSlim();
        using var inThird = new SemaphoreSlim(0);
        var trainer = new FakeTrainer(sweep)
        {
            BeforeEpoch = epoch =>
            {
                if (epoch is { Trial: 0, Try: 1, Epoch: 3 })
                {
                    inThird.Release();
                    goOn.Wait(epoch.Cancellation);
                }
            },
        };
        await using (var first = await TestSilo.StartAsync(store, trainer, name: "first"))
        {
            await first.StartSweepAsync();
            await Waits.Within(inThird.WaitAsync(TestContext.Current.CancellationToken), "the third epoch");
            var pausing = first.Sweep.PauseAsync();
            await first.WhenAsync(SweepPhase.Pausing);
            await Waits.Within(first.Trial(0).ReleaseAsync(), "the trial to be asked back");
            goOn.Set();
            Assert.Equal((SweepPhase.Paused, 0L), (await Waits.Within(pausing, "the sweep to pause") is var status ? (status.Phase, status.Finished) : default));
        }

        Assert.Equal([1, 2, 3], await TestSweep.EpochsOf(store, 0));
        Assert.All(await TestSweep.LeasesOf(store), lease => Assert.False(lease.Live));
        await using var second = await TestSilo.StartAsync(store, trainer, name: "second");
        Assert.Equal(sweep.Trials, (await second.RunSweepAsync()).Completed);
        Assert.Equal([(0, 3)], trainer.Resumed);
        Assert.Equal(whole, await TestSweep.DigestOf(store));
        await TestSweep.AssertWhole(store);
    }

    [Fact]
    public async Task Paused_training_whose_epoch_lasts_too_long_is_taken_back_within_the_grace()
    {
        var sweep = new TestSweep(replicates: 1, epochs: 5, checkpoint: "{every_epochs: 2}");
        var whole = await sweep.UndisturbedDigest();
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        using var inFourth = new SemaphoreSlim(0);
        var trainer = new FakeTrainer(sweep);
        trainer.BeforeEpoch = epoch =>
        {
            if (epoch is not { Trial: 0, Try: 1, Epoch: 4 })
                return;

            // The third epoch is in no state, or the training would be taken back at once.
            SavedEpochs(store, 0, 2);
            inFourth.Release();
            epoch.Cancellation.WaitHandle.WaitOne();
        };
        await using var silo = await TestSilo.StartAsync(store, trainer);
        await silo.StartSweepAsync();
        await Waits.Within(inFourth.WaitAsync(TestContext.Current.CancellationToken), "the fourth epoch");
        var pausing = silo.Sweep.PauseAsync();
        await silo.WhenAsync(SweepPhase.Pausing);
        await Waits.Within(silo.Trial(0).ReleaseAsync(), "the trial to be asked back");
        silo.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(SweepPhase.Paused, (await Waits.Within(pausing, "the sweep to pause")).Phase);
        Assert.Equal(sweep.Trials, (await silo.RunSweepAsync()).Completed);
        Assert.Equal([(0, 2)], trainer.Resumed);
        Assert.Equal(whole, await TestSweep.DigestOf(store));
        await TestSweep.AssertWhole(store);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Damaged_checkpoint_makes_the_trial_begin_anew_and_costs_no_attempt(bool ofAnotherEpoch)
    {
        var sweep = new TestSweep(replicates: 1, maxAttempts: 1, epochs: 4);
        var whole = await sweep.UndisturbedDigest();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        var claim = await store.ClaimAsync(TestSweep.Id, 1, "lost", DateTimeOffset.UnixEpoch, TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.True(await store.AppendEpochsAsync(TestSweep.Id, 1, claim.Attempt, await RealEpochs(sweep, 1, 2), TestContext.Current.CancellationToken));
        byte[] state = ofAnotherEpoch ? [1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0] : [1, 2, 3];
        Assert.True(await store.SaveCheckpointAsync(TestSweep.Id, 1, claim.Attempt, new(2, [.. state]), TestContext.Current.CancellationToken));
        var trainer = new FakeTrainer(sweep);
        await using var silo = await TestSilo.StartAsync(store, trainer);
        var status = await silo.RunSweepAsync();
        Assert.Equal((sweep.Trials, 0L), (status.Completed, status.Failed));
        Assert.Contains(1, trainer.Started.Select(start => start.Trial));
        Assert.Equal(whole, await TestSweep.DigestOf(store));
        await TestSweep.AssertWhole(store);
        await Waits.Within(silo.Hub.FlushAsync(silo.Grains), "the telemetry to be sent");
        Assert.Equal(sweep.Trials * 4, (await Waits.Within(silo.Aggregator.GetTotalsAsync(), "the totals")).Epochs);
    }

    [Fact]
    public async Task Totals_of_a_resumed_training_count_each_epoch_once()
    {
        var sweep = new TestSweep(replicates: 1, epochs: 4);
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        var claim = await store.ClaimAsync(TestSweep.Id, 1, "lost", DateTimeOffset.UnixEpoch, TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.True(await store.AppendEpochsAsync(TestSweep.Id, 1, claim.Attempt, await RealEpochs(sweep, 1, 3), TestContext.Current.CancellationToken));
        Assert.True(await store.SaveCheckpointAsync(TestSweep.Id, 1, claim.Attempt, new(2, [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0]), TestContext.Current.CancellationToken));
        var trainer = new FakeTrainer(sweep);
        await using var silo = await TestSilo.StartAsync(store, trainer);
        Assert.Equal(sweep.Trials, (await silo.RunSweepAsync()).Completed);
        Assert.Equal([(1, 2)], trainer.Resumed);
        await Waits.Within(silo.Hub.FlushAsync(silo.Grains), "the telemetry to be sent");
        var live = await Waits.Within(silo.Aggregator.GetTotalsAsync(), "the totals");
        await using var other = await TestSilo.StartAsync(store, trainer, name: "other");
        var rebuilt = await Waits.Within(other.Aggregator.GetTotalsAsync(), "the totals from the record");
        Assert.Equal((sweep.Trials * 4, rebuilt.Steps, rebuilt.Samples), (live.Epochs, live.Steps, live.Samples));
        Assert.Equal(rebuilt.Gradients.Select(depth => (depth.Depth, depth.Count, depth.NonFinite)), live.Gradients.Select(depth => (depth.Depth, depth.Count, depth.NonFinite)));
    }

    [Fact]
    public async Task Checkpoint_is_written_after_its_epochs()
    {
        var sweep = new TestSweep(replicates: 1, epochs: 6, checkpoint: "{every_epochs: 1}");
        var store = new SteeredStore(new MemorySweepStore());
        await sweep.AddTo(store);
        var trainer = new FakeTrainer(sweep);
        var saved = 0;
        store.BeforeCheckpoint = async (trial, checkpoint) =>
        {
            Interlocked.Increment(ref saved);
            Assert.Equal(Enumerable.Range(1, checkpoint.Epochs), (await TestSweep.EpochsOf(store, trial)).Take(checkpoint.Epochs));
        };
        await using var silo = await TestSilo.StartAsync(store, trainer, workers: 2);
        Assert.Equal(new(SweepPhase.Finished, 6, 6, 0, 0, 0, 0, null), await silo.RunSweepAsync());
        Assert.NotEqual(0, saved);
    }

    [Fact]
    public async Task Trials_that_are_shorter_than_the_period_are_never_saved()
    {
        var sweep = new TestSweep(replicates: 1, epochs: 6, checkpoint: "{}");
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        var trainer = new FakeTrainer(sweep) { BeforeSave = trial => throw new InvalidOperationException($"trial {trial} is saved") };
        await using var silo = await TestSilo.StartAsync(store, trainer, workers: 2);
        Assert.Equal(sweep.Trials, (await silo.RunSweepAsync()).Completed);
    }

    // Waits, on the trainer's thread, until the record has this checkpoint or a later one.
    private static void SavedEpochs(SteeredStore store, long trial, int epochs)
    {
        if (epochs > 0)
            store.WhenSaved(trial, epochs).GetAwaiter().GetResult();
    }

    private static async Task<IReadOnlyList<EpochReport>> RealEpochs(TestSweep sweep, long trial, int count)
    {
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep));
        await silo.RunSweepAsync();
        var epochs = new List<EpochReport>();
        await foreach (var row in store.ReadEpochsAsync(TestSweep.Id, trial))
            epochs.Add(row.Epoch);
        return epochs[..count];
    }
}
