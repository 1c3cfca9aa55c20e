using System.Collections.Immutable;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Attempts that another has overtaken.</summary>
public sealed class StaleAttemptTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trial_overtaken_from_outside_gets_one_result_and_the_sweep_ends(bool outsiderFinishes)
    {
        // Time runs fast here, so that calls may time out that were not lost.
        var sweep = new TestSweep(maxAttempts: 100);
        var clock = new ManualTime();
        var store = new MemorySweepStore(clock);
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait }, workers: 2);
        await silo.StartSweepAsync();
        await doors.WhenAt(1);
        clock.Advance(TimeSpan.FromSeconds(30));
        var claim = await store.ClaimAsync(TestSweep.Id, 1, "zombie", DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        Assert.Equal(new(ClaimOutcome.Claimed, 2, 0, null), claim);
        if (outsiderFinishes)
            Assert.True(await store.FinishAsync(TestSweep.Id, 1, 2, Outsiders()));
        for (var trial = 0; trial < sweep.Trials; trial++)
            doors.Open(trial);
        if (!outsiderFinishes)
        {
            await Waits.Until(async () => await silo.StatusAsync() is { Completed: 11, InFlight: 1 } && !await silo.Trial(1).IsActiveAsync(), "all other trials to finish");
            await silo.AdvanceUntil(async () => (await silo.StatusAsync()).Phase == SweepPhase.Finished, "the sweep to finish");
        }

        await silo.WhenAsync(SweepPhase.Finished);
        Assert.False(await store.FinishAsync(TestSweep.Id, 1, 2, Outsiders()));
        var status = await silo.StatusAsync();
        Assert.Equal((12, 12), (status.Total, status.Completed));
        var row = (await TestSweep.RowsOf(store))[1];
        Assert.Equal(outsiderFinishes ? "zombie" : "silo", row.Finished!.Worker.Split('/')[0]);
        Assert.InRange(row.Attempt, outsiderFinishes ? 2 : 3, outsiderFinishes ? 2 : 100);
        Assert.True(store.StaleWritesRefused > 0);
    }

    [Fact]
    public async Task Reports_and_ends_of_other_attempts_are_dropped()
    {
        var sweep = new TestSweep();
        var whole = await sweep.UndisturbedDigest();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait });
        await silo.StartSweepAsync();
        await doors.WhenAt(0);
        var failure = new AttemptEnd(0, [], [], "", "an old failure", default, 0, "zombie/0");
        foreach (var attempt in new[] { 0, 2 })
        {
            await Waits.Within(silo.Trial(0).ReportAsync(attempt, Epochs()), "a stale report");
            await Waits.Within(silo.Trial(0).EndAsync(failure with { Attempt = attempt }), "a stale end");
        }

        // Of a trial that nobody has begun here.
        await Waits.Within(silo.Trial(11).ReportAsync(1, Epochs()), "a stale report");
        await Waits.Within(silo.Trial(11).EndAsync(failure with { Attempt = 1 }), "a stale end");
        for (var trial = 0; trial < sweep.Trials; trial++)
            doors.Open(trial);
        Assert.Equal(12, (await silo.WhenAsync(SweepPhase.Finished)).Completed);
        Assert.Equal(whole, await TestSweep.DigestOf(store));
        await TestSweep.AssertWhole(store);
        Assert.All(await TestSweep.RowsOf(store), row => Assert.Equal(1, row.Attempt));
    }

    [Fact]
    public async Task Beginning_a_trial_twice_claims_one_attempt()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        var trainer = new FakeTrainer(sweep) { BeforeEpoch = doors.Wait };
        await using var silo = await TestSilo.StartAsync(store, trainer);
        Assert.False(await silo.Trial(3).IsActiveAsync());
        await Waits.Within(silo.Trial(3).BeginAsync(), "the trial to begin");
        await Waits.Within(silo.Trial(3).BeginAsync(), "the trial to begin again");
        Assert.True(await silo.Trial(3).IsActiveAsync());
        Assert.Equal([1], (await TestSweep.RowsOf(store)).Select(row => row.Attempt));
        await doors.WhenAt(3);
        Assert.Single(trainer.Started);
    }

    [Fact]
    public async Task Grain_of_a_trial_that_trains_for_long_is_not_deactivated()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait });
        await Waits.Within(silo.Trial(3).BeginAsync(), "the trial to begin");
        Assert.Equal(SweepPhase.Idle, (await silo.StatusAsync()).Phase);
        await doors.WhenAt(3);
        silo.Time.Advance(TimeSpan.FromMinutes(20));
        await Waits.Until(() => silo.Host.Statistics.Activations == 1, "the idle sweep's grain to be deactivated");
        doors.Open(3);
        await Waits.Until(async () => (await store.CountAsync(TestSweep.Id)).Completed == 1, "the trial's result");
        Assert.Equal(1, (await TestSweep.RowsOf(store))[0].Attempt);
        await Waits.Until(() => silo.Host.Statistics.Activations <= 1, "the trial's grain to be deactivated");
    }

    [Fact]
    public async Task Attempt_of_a_silo_that_stops_is_taken_back_with_its_lease_and_the_trial_can_begin_elsewhere()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        var trainer = new FakeTrainer(sweep) { BeforeEpoch = doors.Wait };
        await using (var first = await TestSilo.StartAsync(store, trainer, name: "first"))
        {
            await Waits.Within(first.Trial(3).BeginAsync(), "the trial to begin");
            await doors.WhenAt(3);
            await Waits.Within(first.Host.StopAsync(TestContext.Current.CancellationToken), "the grains to stop");
            await Waits.Until(() => first.Pool.Busy == 0, "the trainer to give the attempt up");
        }

        Assert.Equal([new(3, 1, "first", Live: false)], await TestSweep.LeasesOf(store));
        doors.Open(3);
        await using var second = await TestSilo.StartAsync(store, trainer, name: "second");
        await Waits.Within(second.Trial(3).BeginAsync(), "the trial to begin anew");
        await Waits.Until(async () => (await store.CountAsync(TestSweep.Id)).Completed == 1, "the trial's result");
        Assert.Equal(2, (await TestSweep.RowsOf(store))[0].Attempt);
    }

    private static FinishedTrial Outsiders()
    {
        var result = new TrialResult { Outcome = TrialOutcome.Completed, ValidationLoss = 1 };
        return new(result, CanonicalResult.Digest([], result), DateTimeOffset.UnixEpoch, 1, "zombie/0");
    }

    private static ImmutableArray<byte> Epochs()
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        EpochReportCodec.Write(bytes, new() { Epoch = 7, Steps = 1, TrainLoss = 9, TrainScore = 9, ValidationLoss = 9, ValidationScore = 9, LearningRate = 9 });
        return ImmutableArray.Create(bytes.WrittenSpan);
    }
}
