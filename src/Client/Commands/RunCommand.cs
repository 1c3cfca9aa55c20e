using System.CommandLine;
using Sweep.Client.Running;
using Sweep.Core.Specs;
using Sweep.Silo.Hosting;
using Sweep.Storage;
using Sweep.Training.Data;

namespace Sweep.Client.Commands;

/// <summary><c>sweep run</c>: runs a spec from its first trial to the report.</summary>
internal static class RunCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var reuse = new Option<string?>("--reuse")
        {
            Description = "A sweep of the record: trials of the spec that it has too, with the same configuration, seed and replicate, are taken over with their results.",
            HelpName = "ID",
        };
        var options = new RunOptions();
        var detach = new Option<bool>("--detach") { Description = "With --cluster: print the sweep's id and leave it running." };
        return CommandFactory.Make(
                "run",
                "Run every trial of a spec, show progress, and end with a table of what won and how gradients behaved.",
                "sweep run examples/quickstart.yaml",
                "sweep run examples/regularizers.yaml --out results --workers 2",
                "sweep run study.yaml --json --quiet > result.json",
                "sweep run study.yaml --metrics-port 9464",
                "sweep run study.yaml --isolate",
                "sweep run more_levels.yaml --reuse regularizers-7f3a",
                "sweep run study.yaml --cluster postgres://sweep@db/sweep")
            .With(spec, reuse, detach)
            .With(options.All)
            .Does(async (parsed, terminal, cancellation) =>
            {
                var cluster = options.ReadCluster(parsed);
                if (cluster is null && parsed.GetValue(detach))
                    throw new InvalidInputException("--detach leaves a sweep to a cluster; name one with --cluster");
                if (cluster is not null && parsed.GetValue(reuse) is not null)
                    throw new InvalidInputException("--reuse takes trials over from a record on this machine alone; leave --cluster out");
                var (plan, folder) = await SpecFile.LoadAsync(parsed.GetRequiredValue(spec), cancellation);
                var data = new DataProvider();
                EngineGate.Check(plan);
                DataCheck.LoadAll(plan, folder, data);
                if (cluster is not null)
                {
                    await using var session = await ClusterSession.OpenAsync(cluster, cancellation);
                    var submitted = (await NewSweep.AddAsync(session.Store, TimeProvider.System, plan, folder)).Id;
                    var runner = session.Runner(terminal);
                    await runner.StartAsync(submitted);
                    if (!parsed.GetValue(detach))
                        return await runner.WatchAsync(submitted, plan);
                    terminal.OutWriter.WriteLine(submitted);
                    return ExitCodes.Done;
                }

                var request = options.Read(parsed);
                var source = parsed.GetValue(reuse) is { } from ? await RecordReader.FindAsync(request.Host.StorePath, from, cancellation) : ((SweepRecord, SweepPlan)?)null;
                if (source is var (sweep, planThere))
                    ReusedTrials.Check(sweep, planThere, plan);
                await using var host = await SweepHost.StartAsync(request.Host, data);
                var record = await NewSweep.AddAsync(host.Store, host.Time, plan, folder);
                if (source is var (there, itsPlan))
                {
                    var trials = await ReusedTrials.FindAsync(host.Store, there, itsPlan, plan, folder, cancellation);
                    await host.Store.ExtendAsync(record.Id, record, there.Id, trials, cancellation);
                    if (!request.Quiet)
                        terminal.Complain($"{trials.Count} of {plan.Trials} trials are taken over from {there.Id}");
                }

                return await new SweepRunner(host, terminal, request).RunAsync(record.Id, plan);
            });
    }
}
