using System.CommandLine;
using Sweep.Client.Running;
using Sweep.Silo.Hosting;
using Sweep.Training.Data;

namespace Sweep.Client.Commands;

/// <summary><c>sweep run</c>: runs a spec from its first trial to the report.</summary>
internal static class RunCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var options = new RunOptions();
        var detach = new Option<bool>("--detach") { Description = "With --cluster: print the sweep's id and leave it running." };
        return CommandFactory.Make(
                "run",
                "Run every trial of a spec, show progress, and end with a table of what won and how gradients behaved.",
                "sweep run examples/quickstart.yaml",
                "sweep run examples/regularizers.yaml --out results --workers 2",
                "sweep run study.yaml --json --quiet > result.json",
                "sweep run study.yaml --metrics-port 9464",
                "sweep run study.yaml --cluster postgres://sweep@db/sweep")
            .With(spec, detach)
            .With(options.All)
            .Does(async (parsed, terminal, cancellation) =>
            {
                var (plan, folder) = await SpecFile.LoadAsync(parsed.GetRequiredValue(spec), cancellation);
                var data = new DataProvider();
                DataCheck.LoadAll(plan, folder, data);
                var request = options.Read(parsed);
                if (options.ReadCluster(parsed) is { } cluster)
                {
                    await using var session = await ClusterSession.OpenAsync(cluster, cancellation);
                    var submitted = await NewSweep.AddAsync(session.Store, TimeProvider.System, plan, folder);
                    var runner = session.Runner(terminal);
                    await runner.StartAsync(submitted);
                    if (!parsed.GetValue(detach))
                        return await runner.WatchAsync(submitted, plan);
                    terminal.OutWriter.WriteLine(submitted);
                    return ExitCodes.Done;
                }

                await using var host = await SweepHost.StartAsync(request.Host, data);
                var id = await NewSweep.AddAsync(host.Store, host.Time, plan, folder);
                return await new SweepRunner(host, terminal, request).RunAsync(id, plan);
            });
    }
}
