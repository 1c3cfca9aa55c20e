using System.Buffers;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Training;
using Sweep.Training.Data;
using Sweep.Workers.Hosting;
using Sweep.Workers.Tests.Fixture;

namespace Sweep.Workers.Tests;

/// <summary>A trial in a worker process is the trial that it is in this one: same bits, same checkpoints, same obedience.</summary>
public sealed class IsolationTests
{
    // Epochs that take a good while, and never come to an end by themselves.
    private const string Endless = """
        name: endless
        dataset: digits
        model: {hidden: [256, 256]}
        training: {epochs: 100000, batch_size: 16}
        vary: {activation: [relu, tanh]}
        checkpoint: {every_epochs: 1}
        """;

    private static readonly string[] Techniques =
    [
        "training: {epochs: 5, optimizer: {adam: {learning_rate: 0.01}}, augmentation: {noise: 0.1}}\nmodel: {hidden: [16, 16], dropout: 0.3, normalization: batch_norm}",
        "dataset: {name: iris, resample: true}\ntraining: {epochs: 3}\nmodel: {hidden: [8]}\nreplicates: 2",
    ];

    public static TheoryData<string> Specs => [.. Techniques];

    [Fact]
    public async Task Sweep_in_two_workers_has_the_digest_of_one_in_this_process()
    {
        using var workers = new Fixture.Workers();
        Assert.Equal(await RealSweep.UndisturbedDigest(RealSweep.Small), await new RealSweep(RealSweep.Small).RunAsync(workers.Trainer, workers: 2));
        Assert.InRange(workers.StartedCount, 1, 2);
    }

    [Fact]
    public async Task Hundred_trials_are_trained_by_one_process()
    {
        var spec = RealSweep.Small.Replace("replicates: 2", "replicates: 50", StringComparison.Ordinal);
        using var workers = new Fixture.Workers();
        Assert.Equal(await RealSweep.UndisturbedDigest(spec), await new RealSweep(spec).RunAsync(workers.Trainer));
        Assert.Equal(1, workers.StartedCount);
        Assert.Empty(workers.Causes);
        Assert.Single(workers.Trainer.Processes);
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_report_result_and_state_is_the_same_to_the_bit_and_either_resumes_the_others(string techniques)
    {
        var plan = new RealSweep($"name: same\n{(techniques.Contains("dataset", StringComparison.Ordinal) ? "" : "dataset: iris\n")}{techniques}\n").Plan;
        using var workers = new Fixture.Workers();
        var provider = new DataProvider();
        for (var index = 0L; index < plan.Trials; index++)
        {
            var site = new TrialSite(plan, plan.Trial(index), "");
            var config = site.Trial.Combination.Config;
            var data = provider.Load(config.Dataset, site.DataKey, "");
            using var here = new NativeTrainer().Start(config, data, site.Trial.Key);
            using var there = workers.Trainer.For(site).Start(config, data, site.Trial.Key);
            Assert.Equal((true, true), (here.NextEpoch(TestContext.Current.CancellationToken), there.NextEpoch(TestContext.Current.CancellationToken)));
            Assert.Equal(Bytes(here.Report), Bytes(there.Report));
            var (stateHere, stateThere) = (StateOf(here), StateOf(there));
            Assert.Equal(stateHere, stateThere);
            var end = EndOf(here);
            Assert.Equal(end, EndOf(there));
            using var resumedHere = new NativeTrainer().Resume(config, data, site.Trial.Key, stateThere);
            Assert.Equal(end, EndOf(resumedHere));
            using var resumedThere = workers.Trainer.For(site).Resume(config, data, site.Trial.Key, stateHere);
            Assert.Equal(1, resumedThere.Report.Epoch);
            Assert.Equal(end, EndOf(resumedThere));
        }

        // Two trainings of one slot at a time are two processes, and one of them is kept.
        Assert.Single(workers.Trainer.Processes);
    }

    [Fact]
    public async Task Training_to_infinity_is_the_same_result()
    {
        const string Diverging = "name: diverging\ndataset: iris\ntraining: {epochs: 5, optimizer: {sgd: {learning_rate: 1e6}}}\nmodel: {hidden: [8]}\n";
        using var workers = new Fixture.Workers();
        var (here, there) = (new RealSweep(Diverging), new RealSweep(Diverging));
        await using (var silo = await here.StartAsync(new NativeTrainer()))
            Assert.Equal(1, (await here.RunAsync(silo)).Diverged);
        await using (var silo = await there.StartAsync(workers.Trainer))
            Assert.Equal(1, (await there.RunAsync(silo)).Diverged);
        Assert.Equal(await TestSweep.DigestOf(here.Store), await TestSweep.DigestOf(there.Store));
        Assert.Empty(workers.Causes);
    }

    [Fact]
    public void Worker_names_what_it_refuses_and_lives_on()
    {
        var plan = new RealSweep(RealSweep.Small).Plan;
        using var workers = new Fixture.Workers();
        var site = new TrialSite(plan, plan.Trial(0), "");
        var config = site.Trial.Combination.Config;
        var data = new DataProvider().Load(config.Dataset, site.DataKey, "");
        var trainer = workers.Trainer.For(site);
        Assert.Throws<InvalidCheckpointException>(() => trainer.Resume(config, data, site.Trial.Key, new byte[3 << 20]));
        var missing = new RealSweep(RealSweep.Small.Replace("dataset: iris", "dataset: {csv: {path: missing.csv, target: y}}", StringComparison.Ordinal)).Plan;
        var broken = Assert.Throws<Core.Specs.InvalidInputException>(() => workers.Trainer.For(new(missing, missing.Trial(0), "")).Start(config, data, site.Trial.Key));
        Assert.Contains("missing.csv", broken.Message, StringComparison.Ordinal);
        using var run = trainer.Start(config, data, site.Trial.Key);
        Assert.Equal("InvalidOperationException: The training has not ended yet.", Assert.Throws<WorkerException>(() => run.Finish()).Message);
        Assert.Equal(1, workers.StartedCount);
    }

    [Fact]
    public void Data_that_is_not_the_parents_is_not_trained_on()
    {
        var plan = new RealSweep(RealSweep.Small).Plan;
        using var workers = new Fixture.Workers();
        var site = new TrialSite(plan, plan.Trial(0), "");
        var config = site.Trial.Combination.Config;
        var other = new DataProvider().Load(config.Dataset with { Source = new Core.Configuration.DataSource.Wine() }, site.DataKey, "");
        var refused = Assert.Throws<WorkerException>(() => workers.Trainer.For(site).Start(config, other, site.Trial.Key));
        Assert.Contains("has prepared other data", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_within_an_epoch_the_training_is_given_up_and_the_process_kept()
    {
        var sweep = new RealSweep(Endless);
        using var workers = new Fixture.Workers();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var silo = await sweep.StartAsync(new SteeredTrainer(workers.Trainer) { BeforeEpoch = (_, epoch) => Reached(epoch == 2, begun) }))
        {
            await silo.StartSweepAsync();
            await Waits.Within(begun.Task, "the second epoch");
            var status = await silo.CancelSweepAsync();
            Assert.Equal((SweepPhase.Cancelled, 1), (status.Phase, (int)status.Stopped));
            Assert.Empty(workers.Causes);
            Assert.Single(workers.Trainer.Processes);
        }

        Assert.Equal(await RealSweep.UndisturbedDigest(RealSweep.Small), await new RealSweep(RealSweep.Small).RunAsync(workers.Trainer));
        Assert.Equal(1, workers.StartedCount);
    }

    [Fact]
    public async Task Cancelled_worker_that_does_not_obey_is_killed_after_its_patience()
    {
        var time = new ManualTime();
        using var workers = new Fixture.Workers(time: time, silence: int.MaxValue);
        var plan = new RealSweep(Endless).Plan;
        using var cancellation = new CancellationTokenSource();
        var site = new TrialSite(plan, plan.Trial(0), "") { Cancelled = cancellation.Token };
        var config = site.Trial.Combination.Config;
        var data = new DataProvider().Load(config.Dataset, site.DataKey, "");
        using var run = workers.Trainer.For(site).Start(config, data, site.Trial.Key);
        workers.Signal(Fixture.Workers.Stop);
        var training = Task.Run(() => Assert.ThrowsAny<OperationCanceledException>(() => run.NextEpoch(cancellation.Token)), TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();
        await Waits.Until(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return training.IsCompleted;
            },
            "the worker to be killed");
        await training;
        Assert.Equal([ExitCause.Disobeyed], workers.Causes);
    }

    [Fact]
    public async Task Paused_sweep_is_saved_and_goes_on_in_this_process_to_the_same_digest()
    {
        var spec = Endless.Replace("100000", "6", StringComparison.Ordinal);
        var sweep = new RealSweep(spec);
        using var workers = new Fixture.Workers();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        await using (var silo = await sweep.StartAsync(new SteeredTrainer(workers.Trainer) { BeforeEpoch = (_, epoch) => WaitAt(epoch == 3, begun, goOn) }))
        {
            await silo.StartSweepAsync();
            await Waits.Within(begun.Task, "the third epoch");
            var pausing = silo.PauseSweepAsync();
            await silo.WhenAsync(SweepPhase.Pausing);
            await Waits.Within(silo.Trial(0).ReleaseAsync(), "the trial to be asked back");
            goOn.Set();
            Assert.Equal(SweepPhase.Paused, (await pausing).Phase);
        }

        Assert.Empty(workers.Causes);
        await AssertGoesOn(spec, sweep, new NativeTrainer());
    }

    [Fact]
    public async Task Drained_pool_saves_what_a_worker_trains_and_another_process_goes_on()
    {
        var spec = Endless.Replace("100000", "6", StringComparison.Ordinal);
        var sweep = new RealSweep(spec);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (var workers = new Fixture.Workers())
        {
            using var goOn = new ManualResetEventSlim();
            await using var silo = await sweep.StartAsync(new SteeredTrainer(workers.Trainer) { BeforeEpoch = (_, epoch) => WaitAt(epoch == 3, begun, goOn) });
            await silo.StartSweepAsync();
            await Waits.Within(begun.Task, "the third epoch");
            var draining = silo.Pool.DrainAsync(TimeSpan.FromSeconds(10));
            goOn.Set();
            await Waits.Within(draining, "the drain");
            Assert.Equal(0, silo.Pool.Busy);
            Assert.Empty(workers.Causes);
        }

        using var others = new Fixture.Workers();
        await AssertGoesOn(spec, sweep, others.Trainer);
    }

    [Fact]
    public async Task Time_budget_stops_a_training_and_keeps_the_process()
    {
        var sweep = new RealSweep(Endless + "\ntrial_time_budget: 2.5\n");
        using var workers = new Fixture.Workers();
        TestSilo? silo = null;
        var trainer = new SteeredTrainer(workers.Trainer)
        {
            BeforeEpoch = (_, epoch) =>
            {
                if (epoch == 2)
                    silo!.Time.Advance(TimeSpan.FromSeconds(2.5));
            },
        };
        await using (silo = await sweep.StartAsync(trainer))
            Assert.Equal((2, 2), ((int)(await sweep.RunAsync(silo)).Stopped, (await TestSweep.RowsOf(sweep.Store)).Count(row => row.Finished!.Result is { Epochs: 1, Detail: "time budget of 2.5 s" })));
        Assert.Empty(workers.Causes);
        Assert.Equal(1, workers.StartedCount);
    }

    // The first trial was in its third epoch or further when its sweep was interrupted, with the state of the second saved.
    private static async Task AssertGoesOn(string spec, RealSweep sweep, ITrainer trainer)
    {
        var begun = new List<int>();
        var watched = new SteeredTrainer(trainer)
        {
            BeforeEpoch = (site, epoch) =>
            {
                if (site.Trial.Index == 0)
                    begun.Add(epoch);
            },
        };
        Assert.Equal(await RealSweep.UndisturbedDigest(spec), await sweep.RunAsync(watched));
        Assert.True(begun[0] >= 3, $"the trial went on with epoch {begun[0]}");
    }

    private static void Reached(bool there, TaskCompletionSource signal)
    {
        if (there)
            signal.TrySetResult();
    }

    private static void WaitAt(bool there, TaskCompletionSource signal, ManualResetEventSlim goOn)
    {
        Reached(there, signal);
        if (there)
            goOn.Wait();
    }

    private static byte[] StateOf(ITrainingRun run)
    {
        var state = new ArrayBufferWriter<byte>();
        run.Save(state);
        return state.WrittenSpan.ToArray();
    }

    private static byte[] Bytes(EpochReport report)
    {
        var bytes = new ArrayBufferWriter<byte>();
        EpochReportCodec.Write(bytes, report);
        return bytes.WrittenSpan.ToArray();
    }

    // All reports to the end, and the result, as one.
    private static string EndOf(ITrainingRun run)
    {
        using var digest = new TrialDigest();
        while (run.NextEpoch(TestContext.Current.CancellationToken))
            digest.Append(run.Report);
        return digest.Finish(run.Finish());
    }
}
