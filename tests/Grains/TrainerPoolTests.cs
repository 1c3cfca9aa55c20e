using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Grains.Tests.Fixture;

namespace Sweep.Grains.Tests;

/// <summary>The threads that train, with grains that answer as the test wants.</summary>
public sealed class TrainerPoolTests
{
    private readonly TestSweep _sweep = new();
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Training_runs_on_threads_of_its_own_below_normal_priority()
    {
        var threads = new ConcurrentBag<(bool OfThreadPool, bool IsBackground, ThreadPriority Priority)>();
        var trainer = new FakeTrainer(_sweep) { BeforeEpoch = _ => threads.Add((Thread.CurrentThread.IsThreadPoolThread, Thread.CurrentThread.IsBackground, Thread.CurrentThread.Priority)) };
        using var pool = Pool(2, trainer);
        var grain = new FakeTrialGrain();
        pool.Enqueue(Job(0, grain));
        await grain.WhenEnded;
        Assert.Equal([(false, true, ThreadPriority.BelowNormal)], threads.Distinct());
    }

    [Fact]
    public async Task End_brings_every_epoch_once_with_result_digest_and_worker()
    {
        using var pool = Pool(1, new FakeTrainer(_sweep));
        var grain = new FakeTrialGrain();
        pool.Enqueue(Job(3, grain));
        var end = await grain.WhenEnded;
        var epochs = grain.Reported.Concat(EpochReportCodec.Read(end.Epochs.AsSpan())).ToList();
        Assert.Equal([1, 2], epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(CanonicalResult.Digest(epochs, TrialResultCodec.Read(end.Result.AsSpan())), end.Digest);
        Assert.Equal((1, null, "silo/0", DateTimeOffset.UnixEpoch, 0.0), (end.Attempt, end.Failure, end.Worker, end.Started, end.Seconds));
    }

    [Fact]
    public async Task Epochs_that_end_while_a_report_is_under_way_go_together()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var grain = new FakeTrialGrain { OnReport = () => answer.Task };
        var five = new TestSweep(epochs: 5);
        using var pool = Pool(1, new FakeTrainer(five) { AfterLastEpoch = answer.SetResult });
        pool.Enqueue(Job(five, 0, grain));
        var end = await grain.WhenEnded;
        var last = EpochReportCodec.Read(end.Epochs.AsSpan());
        Assert.Equal([1, 2, 3, 4, 5], grain.Reported.Concat(last).Select(epoch => epoch.Epoch));
        Assert.Equal(last.Count == 0 ? [1, 4] : [1], grain.Batches);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attempt_whose_report_is_not_taken_in_yields_no_result(bool cancelled)
    {
        var grain = new FakeTrialGrain { OnReport = () => cancelled ? Task.FromCanceled(new(true)) : Task.FromException(new IOException("lost")) };
        using var pool = Pool(1, new FakeTrainer(_sweep));
        pool.Enqueue(Job(0, grain));
        var end = await grain.WhenEnded;
        Assert.True(end.Result.IsEmpty);
        Assert.Contains("did not take in its epochs", end.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Job_that_waits_is_given_back_at_once_when_it_is_asked_back(bool cancelled)
    {
        var door = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var trainer = new FakeTrainer(_sweep)
        {
            BeforeEpoch = _ =>
            {
                begun.TrySetResult();
                door.Task.Wait();
            },
        };
        using var pool = Pool(1, trainer);
        var (first, second) = (new FakeTrialGrain(), new FakeTrialGrain());
        using var back = new CancellationTokenSource();
        pool.Enqueue(Job(0, first));
        await begun.Task;
        pool.Enqueue(Job(1, second) with { Release = cancelled ? default : back.Token, Cancellation = cancelled ? back.Token : default });
        await back.CancelAsync();
        var end = await second.WhenEnded;
        Assert.Equal((true, null, 0), (end.Result.IsEmpty, end.Failure, pool.Queued));
        door.SetResult();
        await first.WhenEnded;
        Assert.Equal([0], trainer.Started.Select(start => start.Trial));
    }

    [Fact]
    public async Task Broken_training_ends_its_attempt_and_not_its_thread()
    {
        var trainer = new FakeTrainer(_sweep) { BeforeEpoch = epoch => throw new DivideByZeroException($"in trial {epoch.Trial}") };
        using var pool = Pool(1, trainer);
        foreach (var trial in new[] { 0, 1 })
        {
            var grain = new FakeTrialGrain();
            pool.Enqueue(Job(trial, grain));
            var end = await grain.WhenEnded;
            Assert.Equal(($"DivideByZeroException: in trial {trial}", true), (end.Failure, end.Result.IsEmpty));
        }
    }

    [Fact]
    public async Task Jobs_that_are_taken_back_are_told_so_whether_they_run_or_wait()
    {
        using var doors = new Doors();
        using var pool = Pool(1, new FakeTrainer(_sweep) { BeforeEpoch = doors.Wait });
        using var cancellation = new CancellationTokenSource();
        var grains = Enumerable.Range(0, 3).Select(_ => new FakeTrialGrain()).ToList();
        for (var trial = 0; trial < 3; trial++)
            pool.Enqueue(Job(trial, grains[trial], cancellation.Token));
        await doors.WhenAt(0);
        Assert.Equal((1, 2, 3), (pool.Busy, pool.Queued, pool.Window));
        await cancellation.CancelAsync();
        foreach (var grain in grains)
        {
            var end = await grain.WhenEnded;
            Assert.Equal((null, true), (end.Failure, end.Result.IsEmpty));
        }

        Assert.False(doors.IsAt(1));
    }

    [Fact]
    public async Task Attempt_taken_back_while_its_grain_owes_an_answer_ends()
    {
        var grain = new FakeTrialGrain { OnReport = () => new TaskCompletionSource().Task };
        using var pool = Pool(1, new FakeTrainer(_sweep));
        using var cancellation = new CancellationTokenSource();
        pool.Enqueue(Job(0, grain, cancellation.Token));
        await grain.WhenReported;
        await cancellation.CancelAsync();
        Assert.True((await grain.WhenEnded).Result.IsEmpty);
    }

    [Fact]
    public async Task Disposal_takes_back_what_runs_though_grains_owe_answers()
    {
        using var doors = new Doors();
        var pool = Pool(2, new FakeTrainer(_sweep) { BeforeEpoch = epoch => { if (epoch.Trial == 1) doors.Wait(epoch); } });
        var silent = new FakeTrialGrain { OnReport = () => new TaskCompletionSource().Task };
        var training = new FakeTrialGrain();
        pool.Enqueue(Job(0, silent));
        pool.Enqueue(Job(1, training));
        await silent.WhenReported;
        await doors.WhenAt(1);
        await Waits.Within(Task.Run(pool.Dispose), "the pool to be disposed");
        pool.Dispose();
        Assert.True((await silent.WhenEnded).Result.IsEmpty);
        Assert.True((await training.WhenEnded).Result.IsEmpty);
    }

    [Fact]
    public async Task End_that_is_not_taken_in_is_sent_until_it_is()
    {
        var failures = 3;
        var grain = new FakeTrialGrain { OnEnd = () => Interlocked.Decrement(ref failures) >= 0 ? throw new IOException("lost") : Task.CompletedTask };
        using var pool = Pool(1, new FakeTrainer(_sweep));
        pool.Enqueue(Job(0, grain));
        var end = grain.WhenEnded;
        await Waits.Until(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return end.IsCompleted;
            },
            "the end to be sent again");
        Assert.False((await end).Result.IsEmpty);
        var next = new FakeTrialGrain();
        pool.Enqueue(Job(1, next));
        Assert.False((await next.WhenEnded).Result.IsEmpty);
    }

    [Fact]
    public async Task Training_that_hangs_in_cancellation_costs_its_thread_and_no_other_trial()
    {
        using var stuck = new ManualResetEventSlim();
        using var doors = new Doors();
        var trainer = new FakeTrainer(_sweep)
        {
            BeforeEpoch = epoch =>
            {
                if (epoch is { Trial: 0, Epoch: 1 })
                {
                    doors.Announce(epoch);
                    stuck.Wait();
                }
            },
        };
        using var pool = Pool(1, trainer);
        using var cancellation = new CancellationTokenSource();
        var (hanging, next) = (new FakeTrialGrain(), new FakeTrialGrain());
        pool.Enqueue(Job(0, hanging, cancellation.Token));
        pool.Enqueue(Job(1, next));
        await doors.WhenAt(0);
        await cancellation.CancelAsync();
        Assert.Equal((1, 1), (pool.Busy, pool.Queued));
        _time.Advance(TimeSpan.FromSeconds(10));
        var end = await hanging.WhenEnded;
        Assert.Equal((1, true, null), (end.Attempt, end.Result.IsEmpty, end.Failure));
        Assert.False((await next.WhenEnded).Result.IsEmpty);
        stuck.Set();
        await Waits.Until(() => pool.Busy == 0, "the pool to be idle");
        Assert.Equal(1, hanging.Ends);
    }

    [Theory]
    [InlineData("{every_epochs: 0, every: 0s}", 0, 0)]
    [InlineData("{every_epochs: 2, every: 0s}", 0, 2)]
    [InlineData("{every: 30s}", 10, 2)]
    [InlineData("{every: 30s}", 30, 6)]
    [InlineData("{every: 61s}", 60, 3)]
    [InlineData("{every: 1h}", 60, 0)]
    [InlineData("{every_epochs: 4, every: 4m}", 120, 3)]
    public async Task Training_is_saved_by_epochs_or_by_time_whichever_comes_first(string checkpoint, int secondsPerEpoch, int saved)
    {
        var sweep = new TestSweep(epochs: 6, checkpoint: checkpoint);
        var states = 0;
        var trainer = new FakeTrainer(sweep) { BeforeSave = _ => states++, BeforeEpoch = _ => _time.Advance(TimeSpan.FromSeconds(secondsPerEpoch)) };
        using var pool = Pool(1, trainer);
        var grain = new FakeTrialGrain();
        pool.Enqueue(Job(sweep, 0, grain));
        Assert.False((await grain.WhenEnded).Result.IsEmpty);
        Assert.Equal(secondsPerEpoch == 0 && saved > 0 ? 3 : saved, states);
        Assert.All(grain.Checkpoints, sent => Assert.InRange(sent.Behind, 1, 6));
    }

    [Fact]
    public async Task Drain_gives_back_what_waits_saves_what_runs_and_takes_no_more()
    {
        var sweep = new TestSweep(epochs: 5, checkpoint: "{}");
        using var goOn = new ManualResetEventSlim();
        using var doors = new Doors();
        var trainer = new FakeTrainer(sweep)
        {
            BeforeEpoch = epoch =>
            {
                if (epoch.Epoch == 3)
                {
                    doors.Announce(epoch);
                    goOn.Wait(epoch.Cancellation);
                }
            },
        };
        using var pool = Pool(1, trainer);
        var (running, waiting, late) = (new FakeTrialGrain(), new FakeTrialGrain(), new FakeTrialGrain());
        pool.Enqueue(Job(sweep, 0, running));
        pool.Enqueue(Job(sweep, 1, waiting));
        await doors.WhenAt(0);
        var draining = pool.DrainAsync(TimeSpan.FromSeconds(10));
        Assert.True(pool.IsDraining);
        Assert.Equal((true, default), ((await waiting.WhenEnded).Result.IsEmpty, (await waiting.WhenEnded).Started));
        Assert.False(draining.IsCompleted);
        goOn.Set();
        await Waits.Within(draining, "the drain");
        Assert.True((await running.WhenEnded).Result.IsEmpty);
        Assert.Equal(3, Assert.Single(running.Checkpoints).Behind);
        Assert.Equal([1, 2, 3], running.Reported.Select(epoch => epoch.Epoch));
        pool.Enqueue(Job(sweep, 2, late));
        Assert.True((await late.WhenEnded).Result.IsEmpty);
        Assert.Empty(trainer.KeysOf(1).Concat(trainer.KeysOf(2)));
    }

    [Fact]
    public async Task Drain_takes_back_at_its_bound_what_has_not_come_to_an_epochs_end()
    {
        var sweep = new TestSweep(epochs: 5, checkpoint: "{}");
        using var doors = new Doors();
        var trainer = new FakeTrainer(sweep)
        {
            BeforeEpoch = epoch =>
            {
                if (epoch.Epoch == 3)
                {
                    doors.Announce(epoch);
                    epoch.Cancellation.WaitHandle.WaitOne();
                }
            },
        };
        using var pool = Pool(1, trainer);
        var grain = new FakeTrialGrain();
        pool.Enqueue(Job(sweep, 0, grain));
        await doors.WhenAt(0);
        var draining = pool.DrainAsync(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(draining.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Waits.Within(draining, "the drain");
        Assert.True((await grain.WhenEnded).Result.IsEmpty);
        Assert.Empty(grain.Checkpoints);
    }

    [Fact]
    public async Task Drain_of_an_idle_pool_is_over_at_once()
    {
        using var pool = Pool(2, new FakeTrainer(_sweep));
        var grain = new FakeTrialGrain();
        pool.Enqueue(Job(0, grain));
        await grain.WhenEnded;
        await Waits.Within(pool.DrainAsync(TimeSpan.FromDays(1)), "the drain");
        await Waits.Within(pool.DrainAsync(TimeSpan.FromDays(1)), "the second drain");
    }

    [Theory]
    [InlineData(null, 6)]
    [InlineData(200, 200)]
    public void Window_is_three_a_worker_unless_it_is_given(int? window, int expected)
    {
        using var pool = new TrainerPool(new TrainerPoolOptions(2) { Window = window }, new FakeTrainer(_sweep), new FakeTrainer(_sweep), _time, new("silo"), NullLogger<TrainerPool>.Instance);
        Assert.Equal(expected, pool.Window);
    }

    [Fact]
    public async Task Slots_show_what_a_worker_trains_and_forget_it_with_the_trial()
    {
        var reached = new[] { NewSignal(), NewSignal() };
        var open = new[] { NewSignal(), NewSignal() };
        var trainer = new FakeTrainer(_sweep)
        {
            BeforeEpoch = epoch =>
            {
                if (epoch.Epoch != (epoch.Trial == 0 ? 2 : 1))
                    return;
                reached[epoch.Trial].SetResult();
                open[epoch.Trial].Task.GetAwaiter().GetResult();
            },
        };
        using var pool = Pool(1, trainer);
        Assert.Equal(new TrainerSlot(null, null), Assert.Single(pool.Slots));
        var (first, second) = (new FakeTrialGrain(), new FakeTrialGrain());
        pool.Enqueue(Job(0, first));
        pool.Enqueue(Job(1, second));
        await reached[0].Task;
        Assert.Equal((0, 1), (pool.Slots[0].Job!.Trial.Index, pool.Slots[0].Last!.Epoch));
        open[0].SetResult();
        await reached[1].Task;
        Assert.Equal((1, null), (pool.Slots[0].Job!.Trial.Index, pool.Slots[0].Last));
        open[1].SetResult();
        await second.WhenEnded;
        Assert.Null(pool.Slots[0].Job);

        static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [Fact]
    public void Pool_without_workers_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Pool(0, new FakeTrainer(_sweep)));

    private TrainerPool Pool(int workers, FakeTrainer trainer) => new(new TrainerPoolOptions(workers), trainer, trainer, _time, new("silo"), NullLogger<TrainerPool>.Instance, new GrainTimings { Reports = TimeSpan.Zero });

    private TrainingJob Job(long trial, ITrialGrain grain, CancellationToken cancellation = default) => Job(_sweep, trial, grain, cancellation);

    private static TrainingJob Job(TestSweep sweep, long trial, ITrialGrain grain, CancellationToken cancellation = default)
        => new(sweep.Plan, sweep.Plan.Trial(trial), 1, "", grain, cancellation);

    private sealed class FakeTrialGrain : ITrialGrain
    {
        private readonly TaskCompletionSource<AttemptEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private int _ends;

        public int Ends => Volatile.Read(ref _ends);

        public Func<Task> OnReport { get; init; } = () => Task.CompletedTask;

        public Func<Task> OnEnd { get; init; } = () => Task.CompletedTask;

        public ConcurrentQueue<EpochReport> Reported { get; } = [];

        public ConcurrentQueue<AttemptCheckpoint> Checkpoints { get; } = [];

        public ConcurrentQueue<int> Batches { get; } = [];

        public Task WhenReported => Waits.Within(_reported.Task, "a report");

        public Task<AttemptEnd> WhenEnded => Waits.Within(_ended.Task, "the end of the attempt");

        public Task ReportAsync(int attempt, ImmutableArray<byte> epochs)
        {
            var batch = EpochReportCodec.Read(epochs.AsSpan());
            Batches.Enqueue(batch.Count);
            foreach (var epoch in batch)
                Reported.Enqueue(epoch);
            _reported.TrySetResult();
            return OnReport();
        }

        public async Task EndAsync(AttemptEnd end)
        {
            Interlocked.Increment(ref _ends);
            await OnEnd();
            _ended.TrySetResult(end);
        }

        public Task CheckpointAsync(AttemptCheckpoint checkpoint)
        {
            Checkpoints.Enqueue(checkpoint);
            return ReportAsync(checkpoint.Attempt, checkpoint.Epochs);
        }

        public Task BeginAsync() => Task.CompletedTask;

        public Task StopAsync() => Task.CompletedTask;

        public Task ReleaseAsync() => Task.CompletedTask;

        public Task<bool> IsActiveAsync() => Task.FromResult(true);
    }
}
