namespace Sweep.EndToEnd.Tests;

/// <summary>The command with worker processes: same digest, no trial lost to a worker, no worker left behind.</summary>
public sealed class IsolationTests(IsolatedSweep undisturbed) : IClassFixture<IsolatedSweep>, IDisposable
{
    private const string Small = """
        name: small
        dataset: digits
        model: {hidden: [32, 32]}
        training: {epochs: 4, batch_size: 32, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}}
        vary:
          activation: [sigmoid, tanh, relu]
          dropout: [0, 0.3]
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Isolated_sweep_has_the_digest_of_one_in_one_process()
    {
        _folder.Write("small.yaml", Small);
        var whole = (await SweepProcess.RunAsync(_folder, "run", "small.yaml", "--json", "--quiet")).Digest();
        var isolated = await SweepProcess.RunAsync(_folder, "run", "small.yaml", "--json", "--quiet", "--isolate", "--workers", "2");
        Assert.Equal(whole, isolated.Digest());
        Assert.Empty(isolated.Error);
    }

    [Fact]
    public async Task Killed_worker_costs_one_attempt_and_its_cause_is_told()
    {
        _folder.Write("long.yaml", IsolatedSweep.Spec);
        using var process = SweepProcess.Start(_folder, "run", "long.yaml", "--json", "--isolate", "--workers", "1");
        SweepProcess.Signal(await WorkerOf.FindAsync(process), SweepProcess.Kill);
        var end = await process.EndAsync();
        Assert.Equal(undisturbed.Digest, end.Digest());
        Assert.Contains("was killed (SIGKILL, exit code 137), perhaps for want of memory", end.Error, StringComparison.Ordinal);
        Assert.Equal(1, await LeftRecord.CountAsync(_folder, Path.Combine(".sweep", "sweeps.db"), "SELECT count(*) FROM failures"));
    }

    [Theory]
    [InlineData(SweepProcess.Kill, SweepProcess.Killed)]
    [InlineData(SweepProcess.Interrupt, 130)]
    public async Task Workers_end_with_their_parent_however_it_ends_and_another_goes_on(int signal, int exitCode)
    {
        _folder.Write("long.yaml", IsolatedSweep.Spec);
        int worker;
        using (var process = SweepProcess.Start(_folder, "run", "long.yaml", "--json", "--isolate", "--workers", "1"))
        {
            worker = await WorkerOf.FindAsync(process);
            // A terminal's Ctrl-C reaches workers too, and is not meant for them.
            SweepProcess.Signal(worker, SweepProcess.Interrupt);
            process.Signal(signal);
            Assert.Equal(exitCode, (await process.EndAsync()).ExitCode);
        }

        await WorkerOf.Until(() => !WorkerOf.IsAlive(worker));
        var resumed = await SweepProcess.RunAsync(_folder, "resume", "long", "--json", "--isolate", "--workers", "1");
        Assert.Equal(undisturbed.Digest, resumed.Digest());
        Assert.DoesNotContain("worker process", resumed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_is_asked_to_stop_saves_what_workers_train_and_leaves_none()
    {
        _folder.Write("long.yaml", IsolatedSweep.Spec);
        using var server = SweepProcess.Start(_folder, "serve", "--listen", "127.0.0.1:0", "--isolate", "--workers", "1", "--json");
        await server.SeeErrorAsync("serving at ");
        var address = server.ErrorSoFar.Split("serving at ")[1].Split(',')[0];
        Assert.Equal(0, (await SweepProcess.RunAsync(_folder, "submit", "long.yaml", "--server", address, "--id", "long")).ExitCode);
        var worker = await WorkerOf.FindAsync(server);
        server.Signal(SweepProcess.Interrupt);
        Assert.Equal(0, (await server.EndAsync()).ExitCode);
        await WorkerOf.Until(() => !WorkerOf.IsAlive(worker));
        Assert.Equal(undisturbed.Digest, (await SweepProcess.RunAsync(_folder, "resume", "long", "--json", "--isolate", "--workers", "1")).Digest());
    }
}
