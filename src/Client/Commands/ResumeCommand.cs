using System.CommandLine;
using Sweep.Client.Running;
using Sweep.Silo.Hosting;
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
        return CommandFactory.Make(
                "resume",
                "Go on with a sweep that was interrupted, however it was. Ends like run, with the same digest as a run that never stopped.",
                "sweep resume regularizers-7f3a",
                "sweep resume regularizers-7f3a --workers 1 --json")
            .With(id)
            .With(options.All)
            .Does(async (parsed, terminal, cancellation) =>
            {
                var request = options.Read(parsed);
                if (options.ReadCluster(parsed) is { } cluster)
                {
                    await using var session = await ClusterSession.OpenAsync(cluster, cancellation);
                    var (known, itsPlan) = await RecordReader.FindAsync(session.Store, parsed.GetRequiredValue(id), cancellation);
                    var runner = session.Runner(terminal);
                    await runner.StartAsync(known.Id);
                    return await runner.WatchAsync(known.Id, itsPlan);
                }

                // Looked up read-only first, so that a mistyped id or path makes no file.
                var (sweep, plan) = await RecordReader.FindAsync(request.Host.StorePath, parsed.GetRequiredValue(id), cancellation);
                var data = new DataProvider();
                DataCheck.LoadAll(plan, sweep.BaseDirectory, data);
                await using var host = await SweepHost.StartAsync(request.Host, data);
                return await new SweepRunner(host, terminal, request).RunAsync(sweep.Id, plan);
            });
    }
}
