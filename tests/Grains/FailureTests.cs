using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Trainings that break, and trainings that diverge.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task Broken_training_is_tried_again_with_the_next_attempt_and_the_same_seed()
    {
        var sweep = new TestSweep();
        var whole = await sweep.UndisturbedDigest();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        var trainer = new FakeTrainer(sweep) { BeforeEpoch = epoch => Break(epoch.Trial == 4 && epoch is { Try: <= 2, Epoch: 2 }) };
        await using var silo = await TestSilo.StartAsync(store, trainer, workers: 2);
        var status = await silo.RunSweepAsync();
        Assert.Equal((12, 0), (status.Completed, status.Failed));
        Assert.Equal([3], (await TestSweep.RowsOf(store)).Where(row => row.Index == 4).Select(row => row.Attempt));
        Assert.Equal(Enumerable.Repeat(sweep.Plan.Trial(4).Key, 3), trainer.KeysOf(4));
        Assert.Equal(whole, await TestSweep.DigestOf(store));
    }

    [Fact]
    public async Task Training_that_breaks_at_every_attempt_is_given_up_with_its_cause_and_disturbs_no_other()
    {
        var sweep = new TestSweep(maxAttempts: 2);
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        var trainer = new FakeTrainer(sweep) { BeforeEpoch = epoch => Break(epoch.Trial == 4) };
        await using var silo = await TestSilo.StartAsync(store, trainer, workers: 2);
        var status = await silo.RunSweepAsync();
        Assert.Equal(new(SweepPhase.Finished, 12, 11, 0, 1, 0, 0, null), status);
        Assert.Equal(2, trainer.KeysOf(4).Count);
        foreach (var row in await TestSweep.RowsOf(store))
        {
            Assert.Equal(row.Index == 4 ? (2, TrialOutcome.Failed) : (1, TrialOutcome.Completed), (row.Attempt, row.Finished!.Result.Outcome));
            Assert.Equal(row.Index == 4 ? "InvalidOperationException: the training broke (attempts 1, 2)" : null, row.Finished.Result.Detail);
        }
    }

    [Fact]
    public async Task Diverged_training_is_a_result_and_is_not_tried_again()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        var trainer = new FakeTrainer(sweep) { Diverges = trial => trial == 7 };
        await using var silo = await TestSilo.StartAsync(store, trainer, workers: 2);
        var status = await silo.RunSweepAsync();
        Assert.Equal(new(SweepPhase.Finished, 12, 11, 1, 0, 0, 0, null), status);
        var row = (await TestSweep.RowsOf(store))[7];
        Assert.Equal((1, TrialOutcome.Diverged), (row.Attempt, row.Finished!.Result.Outcome));
        Assert.Single(trainer.KeysOf(7));
    }

    private static void Break(bool really)
    {
        if (really)
            throw new InvalidOperationException("the training broke");
    }
}
