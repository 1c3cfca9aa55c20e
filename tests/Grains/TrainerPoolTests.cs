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
        using var pool = Pool(1, new FakeTrainer(_sweep) { AfterLastEpoch = answer.SetResult });
        pool.Enqueue(Job(0, grain));
        var end = await grain.WhenEnded;
        Assert.Equal([1], grain.Reported.Select(epoch => epoch.Epoch));
        Assert.Equal([2], EpochReportCodec.Read(end.Epochs.AsSpan()).Select(epoch => epoch.Epoch));
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
    public void Pool_without_workers_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Pool(0, new FakeTrainer(_sweep)));

    private TrainerPool Pool(int workers, FakeTrainer trainer) => new(workers, trainer, trainer, _time, new("silo"), NullLogger<TrainerPool>.Instance);

    private TrainingJob Job(long trial, ITrialGrain grain, CancellationToken cancellation = default) => new(_sweep.Plan, _sweep.Plan.Trial(trial), 1, "", grain, cancellation);

    private sealed class FakeTrialGrain : ITrialGrain
    {
        private readonly TaskCompletionSource<AttemptEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<Task> OnReport { get; init; } = () => Task.CompletedTask;

        public Func<Task> OnEnd { get; init; } = () => Task.CompletedTask;

        public ConcurrentQueue<EpochReport> Reported { get; } = [];

        public Task WhenReported => Waits.Within(_reported.Task, "a report");

        public Task<AttemptEnd> WhenEnded => Waits.Within(_ended.Task, "the end of the attempt");

        public Task ReportAsync(int attempt, ImmutableArray<byte> epochs)
        {
            foreach (var epoch in EpochReportCodec.Read(epochs.AsSpan()))
                Reported.Enqueue(epoch);
            _reported.TrySetResult();
            return OnReport();
        }

        public async Task EndAsync(AttemptEnd end)
        {
            await OnEnd();
            _ended.TrySetResult(end);
        }

        public Task BeginAsync() => Task.CompletedTask;

        public Task ReleaseAsync() => Task.CompletedTask;

        public Task<bool> IsActiveAsync() => Task.FromResult(true);
    }
}
