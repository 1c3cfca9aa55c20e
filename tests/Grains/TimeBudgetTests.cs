using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Time that a trial may train, and that a sweep may run, by a clock that the tests move.</summary>
public sealed class TimeBudgetTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2.5);

    private readonly TestSweep _sweep = new(settings: "trial_time_budget: 2.5");
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Training_that_takes_longer_is_stopped_within_a_step_and_keeps_its_epochs()
    {
        var (end, epochs) = await TrainAsync(new(_sweep) { BeforeEpoch = epoch => Pass(epoch.Epoch == 2, Budget) });
        var result = TrialResultCodec.Read(end.Result.AsSpan());
        Assert.Equal((TrialOutcome.Stopped, "time budget of 2.5 s", null, 1), (result.Outcome, result.Detail, result.End, result.Epochs));
        var epoch = Assert.Single(epochs);
        Assert.Equal((epoch.Steps, epoch.Samples, 1), (result.Steps, result.Samples, result.BestEpoch));
        Assert.Equal((epoch.TrainLoss, epoch.TrainScore, epoch.ValidationLoss, epoch.ValidationScore, double.NaN),
            (result.TrainLoss, result.TrainScore, result.ValidationLoss, result.ValidationScore, result.TestLoss));
        Assert.Equal((null, 2.5, CanonicalResult.Digest(epochs, result)), (end.Failure, end.Seconds, end.Digest));
    }

    [Fact]
    public async Task Training_stopped_in_its_first_epoch_has_none()
    {
        var (end, epochs) = await TrainAsync(new(_sweep) { BeforeEpoch = epoch => Pass(epoch.Epoch == 1, Budget) });
        var result = TrialResultCodec.Read(end.Result.AsSpan());
        Assert.Empty(epochs);
        Assert.Equal((TrialOutcome.Stopped, 0, double.NaN), (result.Outcome, result.Epochs, result.ValidationLoss));
    }

    [Fact]
    public async Task Training_that_has_ended_before_is_a_result_however_long_its_evaluation_takes()
    {
        var (end, epochs) = await TrainAsync(new(_sweep) { BeforeEpoch = epoch => Pass(epoch.Epoch == 2, Budget - TimeSpan.FromTicks(1)), AfterLastEpoch = () => _time.Advance(Budget) });
        Assert.Equal(TrialOutcome.Completed, TrialResultCodec.Read(end.Result.AsSpan()).Outcome);
        Assert.Equal(2, epochs.Count);
    }

    [Fact]
    public async Task Budget_of_each_attempt_begins_with_its_training()
    {
        var trainer = new FakeTrainer(_sweep) { BeforeEpoch = epoch => Pass(epoch.Epoch == 1, TimeSpan.FromSeconds(2)) };
        using var pool = Pool(trainer);
        var grains = new[] { new EndGrain(), new EndGrain() };
        for (var trial = 0; trial < 2; trial++)
            pool.Enqueue(Job(trial, grains[trial]));
        foreach (var grain in grains)
            Assert.Equal(TrialOutcome.Completed, TrialResultCodec.Read((await grain.WhenEnded).Result.AsSpan()).Outcome);
    }

    [Fact]
    public async Task Attempt_taken_back_has_no_result_though_its_budget_is_spent_too()
    {
        using var cancellation = new CancellationTokenSource();
        var trainer = new FakeTrainer(_sweep)
        {
            BeforeEpoch = epoch =>
            {
                Pass(true, Budget);
                cancellation.Cancel();
            },
        };
        var (end, _) = await TrainAsync(trainer, cancellation.Token);
        Assert.Equal((null, true), (end.Failure, end.Result.IsEmpty));
    }

    [Fact]
    public async Task Sweep_finishes_with_trials_that_their_budget_stopped()
    {
        var store = new MemorySweepStore();
        await _sweep.AddTo(store);
        TestSilo silo = null!;
        var trainer = new FakeTrainer(_sweep) { BeforeEpoch = epoch => { if (epoch is { Trial: 4, Epoch: 2 }) silo.Time.Advance(Budget); } };
        await using var running = silo = await TestSilo.StartAsync(store, trainer);
        var status = await silo.RunSweepAsync();
        Assert.Equal((_sweep.Trials - 1L, 1L, 0L, false), (status.Completed, status.Stopped, status.Failed, status.TimeBudgetSpent));
        var row = (await TestSweep.RowsOf(store))[4].Finished!.Result;
        Assert.Equal((TrialOutcome.Stopped, "time budget of 2.5 s", 1), (row.Outcome, row.Detail, row.Epochs));
        await TestSweep.AssertWhole(store);
        Assert.Single(trainer.KeysOf(4));
    }

    [Fact]
    public async Task Sweep_pauses_when_its_time_is_over_and_resumed_ends_as_if_it_had_none()
    {
        var sweep = new TestSweep(settings: "sweep_time_budget: 2.5");
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        using var doors = new Doors();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait });
        await silo.StartSweepAsync();
        doors.Open(0);
        await doors.WhenAt(1);
        await Waits.Until(async () => (await silo.StatusAsync()).Completed == 1, "the first trial to be recorded");
        silo.Time.Advance(Budget - TimeSpan.FromTicks(1));
        Assert.Equal((SweepPhase.Running, false), Told(await silo.StatusAsync()));
        silo.Time.Advance(TimeSpan.FromTicks(1));
        var paused = await silo.WhenAsync(SweepPhase.Paused);
        Assert.Equal((SweepPhase.Paused, true), Told(paused));
        Assert.Equal((1L, 0L, 0, null), (paused.Completed, paused.Stopped, paused.InFlight, paused.Problem));
        Assert.Equal(SweepState.Paused, await TestSweep.StateOf(store));

        Assert.Equal((SweepPhase.Running, false), Told(await silo.StartSweepAsync()));
        silo.Time.Advance(Budget - TimeSpan.FromTicks(1));
        for (var trial = 1; trial < sweep.Trials; trial++)
            doors.Open(trial);
        Assert.Equal((SweepPhase.Finished, false), Told(await silo.WhenAsync(SweepPhase.Finished)));
        Assert.Equal(await new TestSweep().UndisturbedDigest(), await TestSweep.DigestOf(store));
        silo.Time.Advance(Budget);
        Assert.Equal((SweepPhase.Finished, false), Told(await silo.StatusAsync()));
    }

    private static (SweepPhase Phase, bool BudgetSpent) Told(SweepStatus status) => (status.Phase, status.TimeBudgetSpent);

    private void Pass(bool passes, TimeSpan span)
    {
        if (passes)
            _time.Advance(span);
    }

    private async Task<(AttemptEnd End, List<EpochReport> Epochs)> TrainAsync(FakeTrainer trainer, CancellationToken cancellation = default)
    {
        using var pool = Pool(trainer);
        var grain = new EndGrain();
        pool.Enqueue(Job(0, grain, cancellation));
        var end = await grain.WhenEnded;
        return (end, [.. grain.Reported, .. EpochReportCodec.Read(end.Epochs.AsSpan())]);
    }

    private TrainerPool Pool(FakeTrainer trainer) => new(1, trainer, trainer, _time, new("silo"), NullLogger<TrainerPool>.Instance);

    private TrainingJob Job(long trial, ITrialGrain grain, CancellationToken cancellation = default) => new(_sweep.Plan, _sweep.Plan.Trial(trial), 1, "", grain, cancellation);

    private sealed class EndGrain : ITrialGrain
    {
        private readonly TaskCompletionSource<AttemptEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<EpochReport> Reported { get; } = [];

        public Task<AttemptEnd> WhenEnded => Waits.Within(_ended.Task, "the end of the attempt");

        public Task ReportAsync(int attempt, ImmutableArray<byte> epochs)
        {
            Reported.AddRange(EpochReportCodec.Read(epochs.AsSpan()));
            return Task.CompletedTask;
        }

        public Task EndAsync(AttemptEnd end)
        {
            _ended.TrySetResult(end);
            return Task.CompletedTask;
        }

        public Task BeginAsync() => Task.CompletedTask;

        public Task CheckpointAsync(AttemptCheckpoint checkpoint) => ReportAsync(checkpoint.Attempt, checkpoint.Epochs);

        public Task ReleaseAsync() => Task.CompletedTask;

        public Task StopAsync() => Task.CompletedTask;

        public Task<bool> IsActiveAsync() => Task.FromResult(true);
    }
}
