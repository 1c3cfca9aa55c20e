using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;
using Sweep.Training;
using Sweep.Training.Data;
using Sweep.Workers.Hosting;
using Sweep.Workers.Protocol;
using Sweep.Workers.Tests.Fixture;

namespace Sweep.Workers.Tests;

/// <summary>
/// Whatever becomes of a worker process costs the attempt that it trained. Each trial gets one result, and the digest is
/// that of a sweep that nothing disturbed.
/// </summary>
public sealed class FaultTests : IDisposable
{
    private static readonly Lazy<Task<string>> Undisturbed = new(() => RealSweep.UndisturbedDigest(RealSweep.Small));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sweep-workers-");
    private readonly RealSweep _sweep = new(RealSweep.Small);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Worker_that_dies_between_two_epochs_costs_one_attempt()
    {
        using var workers = new Fixture.Workers();
        var trainer = new SteeredTrainer(workers.Trainer)
        {
            BeforeEpoch = (site, epoch) =>
            {
                if (site.Trial.Index == 1 && site.Attempt == 1 && epoch == 3)
                    workers.EndBy(Fixture.Workers.Kill);
            },
        };
        Assert.Equal(await Undisturbed.Value, await _sweep.RunAsync(trainer));
        Assert.Equal([ExitCause.Killed], workers.Causes);
        Assert.Equal(2, workers.StartedCount);
        Assert.Contains("was killed (SIGKILL, exit code 137), perhaps for want of memory", Assert.Single(await _sweep.FailuresOf(1)), StringComparison.Ordinal);
        Assert.Equal([1, 2, 1, 1], (await TestSweep.RowsOf(_sweep.Store)).Select(row => row.Attempt));
    }

    [Fact]
    public async Task Worker_killed_within_an_epoch_costs_one_attempt_and_the_trial_goes_on_from_its_checkpoint()
    {
        const string Slow = """
            name: slow
            dataset: digits
            model: {hidden: [256, 256]}
            training: {epochs: 4, batch_size: 8}
            checkpoint: {every_epochs: 1}
            """;
        var sweep = new RealSweep(Slow);
        using var workers = new Fixture.Workers();
        var begun = new List<(int Attempt, int Epoch)>();
        var trainer = new SteeredTrainer(workers.Trainer)
        {
            BeforeEpoch = (site, epoch) =>
            {
                begun.Add((site.Attempt, epoch));
                if (site.Attempt == 1 && epoch == 3)
                    _ = Task.Run(() => workers.Signal(Fixture.Workers.Kill));
                // On a busy machine the signal may come when the epoch is over; it is waited for, or the training would be too.
                if (site.Attempt == 1 && epoch == 4)
                    workers.WaitForEnd();
            },
        };
        Assert.Equal(await RealSweep.UndisturbedDigest(Slow), await sweep.RunAsync(trainer));
        Assert.Equal([ExitCause.Killed], workers.Causes);
        Assert.Single(await sweep.FailuresOf(0));
        // How far the record's checkpoint was is a matter of moments; it was not lost altogether.
        Assert.Equal([1, 2, 3], begun.Where(epoch => epoch.Attempt == 1).Take(3).Select(epoch => epoch.Epoch));
        Assert.InRange(begun.First(epoch => epoch.Attempt == 2).Epoch, 2, 4);
    }

    [Fact]
    public async Task Worker_that_dies_while_it_waits_costs_nothing()
    {
        using var workers = new Fixture.Workers();
        var trainer = new SteeredTrainer(workers.Trainer)
        {
            BeforeStart = site =>
            {
                if (site.Trial.Index == 1 && site.Attempt == 1)
                    workers.EndBy(Fixture.Workers.Kill);
            },
        };
        Assert.Equal(await Undisturbed.Value, await _sweep.RunAsync(trainer));
        Assert.Equal([ExitCause.Killed], workers.Causes);
        Assert.Empty(await _sweep.FailuresOf(1));
    }

    [Fact]
    public async Task Worker_that_stands_still_is_given_up_after_its_silence_and_costs_one_attempt()
    {
        var time = new ManualTime();
        using var workers = new Fixture.Workers(time: time, silence: 60);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var finished = _sweep.Store.NextState(SweepState.Finished);
        var trainer = new SteeredTrainer(workers.Trainer)
        {
            BeforeEpoch = (site, epoch) =>
            {
                if (site.Trial.Index != 0 || site.Attempt != 1 || epoch != 2)
                    return;
                workers.Signal(Fixture.Workers.Stop);
                stopped.SetResult();
            },
        };
        await using var silo = await _sweep.StartAsync(trainer);
        await silo.StartSweepAsync();
        await Waits.Within(stopped.Task, "the worker to be stopped");
        // Beats that it sent before may still arrive between two seconds of the test's time.
        await Waits.Until(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return !workers.Causes.IsEmpty;
            },
            "the silence to be noticed");
        await finished;
        Assert.Equal([ExitCause.Hung], workers.Causes);
        Assert.Contains("sent nothing for 60 s", Assert.Single(await _sweep.FailuresOf(0)), StringComparison.Ordinal);
        Assert.Equal(await Undisturbed.Value, await TestSweep.DigestOf(_sweep.Store));
    }

    [Theory]
    [InlineData("echo 'Segmentation fault, or any other words'; exec cat > /dev/null", ExitCause.Garbled, "there are bytes on the stream that are no message: 5365676D656E7461")]
    [InlineData("cat newer.bin; exec cat > /dev/null", ExitCause.OtherVersion, "is of another version: protocol 2")]
    [InlineData("cat hello.bin over.bin over.bin over.bin over.bin over.bin over.bin over.bin; exec cat > /dev/null", ExitCause.Garbled, "broke the protocol")]
    [InlineData("cat other.bin; exec cat > /dev/null", ExitCause.OtherVersion, "is of another version: protocol 1, product 'older'")]
    [InlineData("cat hello.bin; echo chatter; exec cat > /dev/null", ExitCause.Garbled, "no message: 636861747465720")]
    [InlineData("cat hello.bin over.bin; exec cat > /dev/null", ExitCause.Garbled, "it answers Start by Over")]
    [InlineData("cat hello.bin; echo 'out of luck' >&2; exit 3", ExitCause.Exited, "ended by itself with exit code 3; its last words: out of luck")]
    public void Program_that_is_no_worker_is_named_as_what_it_is(string script, ExitCause cause, string words)
    {
        Write("hello.bin", MessageKind.Hello, new WorkerHello(WorkerHello.CurrentProtocol, WorkerHello.CurrentProduct, 1, ["native"]).ToBody());
        Write("other.bin", MessageKind.Hello, new WorkerHello(WorkerHello.CurrentProtocol, "older", 1, ["native"]).ToBody());
        Write("newer.bin", MessageKind.Hello, [2, 0, 0, 0, 1, 2, 3]);
        Write("over.bin", MessageKind.Over, []);
        using var workers = new Fixture.Workers(new("/bin/sh", ["-c", $"cd '{_folder.FullName}'; {script}"]));
        var site = new TrialSite(_sweep.Plan, _sweep.Plan.Trial(0), "");
        var config = site.Trial.Combination.Config;
        var data = new DataProvider().Load(config.Dataset, site.DataKey, "");
        var exception = Assert.Throws<WorkerException>(() => workers.Trainer.For(site).Start(config, data, site.Trial.Key));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Equal([cause], workers.Causes);
        Assert.Empty(workers.Trainer.Processes);
    }

    [Fact]
    public async Task Worker_that_speaks_another_language_costs_one_attempt_and_is_replaced()
    {
        using var workers = new Fixture.Workers(FirstThenReal("echo 'any other words'; exec cat > /dev/null"));
        Assert.Equal(await Undisturbed.Value, await _sweep.RunAsync(workers.Trainer));
        Assert.Equal([ExitCause.Garbled], workers.Causes);
        Assert.Contains("broke the protocol: there are bytes on the stream that are no message", Assert.Single(await _sweep.FailuresOf(0)), StringComparison.Ordinal);
        Assert.Equal(2, workers.StartedCount);
    }

    [Fact]
    public async Task Workers_that_cannot_be_started_fail_their_trials_with_the_cause_and_leave_the_silo_alone()
    {
        using var workers = new Fixture.Workers(new("/nowhere/sweep", []));
        await using var silo = await _sweep.StartAsync(workers.Trainer);
        var status = await _sweep.RunAsync(silo);
        Assert.Equal((SweepPhase.Finished, 4, 4), (status.Phase, (int)status.Total, (int)status.Failed));
        var causes = await _sweep.FailuresOf(2);
        Assert.Equal(_sweep.Plan.Spec.MaxAttempts, causes.Count);
        Assert.All(causes, cause => Assert.Contains("a worker process could not be started, /nowhere/sweep:", cause, StringComparison.Ordinal));
        Assert.All(workers.Causes, cause => Assert.Equal(ExitCause.NotStarted, cause));
    }

    [Fact]
    public async Task Words_on_the_workers_standard_output_do_not_reach_the_protocol_and_an_abort_costs_one_attempt()
    {
        using var workers = new Fixture.Workers(Fixture.Workers.Hooked);
        var whole = await Undisturbed.Value;
        var trainer = new SteeredTrainer(workers.Trainer)
        {
            BeforeEpoch = (site, epoch) =>
            {
                // What the worker has said is shown when it dies.
                if (site.Trial.Index == 3 && site.Attempt == 1 && epoch == 4)
                    workers.EndBy(Fixture.Workers.Abort);
            },
        };
        Assert.Equal(whole, await _sweep.RunAsync(trainer));
        Assert.Equal([ExitCause.Crashed], workers.Causes);
        var words = Assert.Single(await _sweep.FailuresOf(3));
        Assert.Contains("crashed (SIGABRT, exit code 134)", words, StringComparison.Ordinal);
        Assert.Contains("managed noise", words, StringComparison.Ordinal);
        Assert.Contains("native noise", words, StringComparison.Ordinal);
    }

    // What is there at first is the script; from the second time on it is the real worker.
    private WorkerCommand FirstThenReal(string script)
    {
        var real = string.Join(' ', Fixture.Workers.Command.Arguments.Prepend(Fixture.Workers.Command.FileName).Select(word => $"'{word}'"));
        return new("/bin/sh", ["-c", $"cd '{_folder.FullName}' && if mkdir begun 2>/dev/null; then {script}; else exec {real}; fi"]);
    }

    private void Write(string name, MessageKind kind, byte[] body)
    {
        using var file = File.Create(Path.Combine(_folder.FullName, name));
        new MessageStream(Stream.Null, file).Write(kind, body);
    }
}
