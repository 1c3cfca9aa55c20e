using System.CommandLine;
using Sweep.Client.Remote;
using Sweep.Client.Running;
using Sweep.Core.Specs;
using Sweep.Silo.Hosting;
using Sweep.Storage;
using Sweep.Training.Data;

namespace Sweep.Client.Commands;

/// <summary><c>sweep resume</c>: goes on with an interrupted sweep and ends like <c>run</c>.</summary>
internal static class ResumeCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var options = new RunOptions();
        var server = new ServerOptions();
        return CommandFactory.Make(
                "resume",
                "Go on with a sweep that was interrupted, however it was. Ends like run, with the same digest as a run that never stopped.",
                "sweep resume regularizers-7f3a",
                "sweep resume regularizers-7f3a --workers 1 --json",
                "sweep resume regularizers-7f3a --server http://127.0.0.1:7777")
            .With(id)
            .With(options.All)
            .With(server.All)
            .Does(async (parsed, terminal, cancellation) =>
            {
                var cluster = options.ReadCluster(parsed);
                using var remote = server.Find(parsed, options.Store, cluster is not null);
                if (remote is not null)
                {
                    var (json, quiet) = options.ReadRemote(parsed);
                    var there = await remote.FindIdAsync(parsed.GetRequiredValue(id), cancellation);
                    await remote.AskAsync(there, "resume", cancellation);
                    return await new RemoteWatch(remote, terminal, TimeProvider.System, json, quiet).RunAsync(there);
                }

                if (cluster is not null)
                {
                    await using var session = await ClusterSession.OpenAsync(cluster, cancellation);
                    var (known, itsPlan) = await RecordReader.FindAsync(session.Store, parsed.GetRequiredValue(id), cancellation);
                    var runner = session.Runner(terminal);
                    await runner.StartAsync(known.Id);
                    return await runner.WatchAsync(known.Id, itsPlan);
                }

                var request = options.Read(parsed);
                // Looked up read-only first, so that a mistyped id or path makes no file.
                var (sweep, plan) = await RecordReader.FindAsync(request.Host.StorePath, parsed.GetRequiredValue(id), cancellation);
                if (sweep.State == SweepState.Cancelled)
                    throw new InvalidInputException($"sweep {sweep.Id} is cancelled; 'sweep retry {sweep.Id}' makes it ready to go on");
                var data = new DataProvider();
                EngineGate.Check(plan);
                DataCheck.LoadAll(plan, sweep.BaseDirectory, data);
                await using var host = await SweepHost.StartAsync(request.Host, data);
                // A pause from before that nobody heard any more would stop it at once. A cancellation may be half done.
                if (await host.Store.ReadRequestAsync(sweep.Id, cancellation) == SweepRequest.Pause)
                    await host.Store.RequestAsync(sweep.Id, SweepRequest.None, host.Time.GetUtcNow(), cancellation);
                return await new SweepRunner(host, terminal, request).RunAsync(sweep.Id, plan);
            });
    }
}
