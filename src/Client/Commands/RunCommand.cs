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
        var options = new RunOptions();
        return CommandFactory.Make(
                "run",
                "Run every trial of a spec, show progress, and end with a table of what won and how gradients behaved.",
                "sweep run examples/quickstart.yaml",
                "sweep run examples/regularizers.yaml --out results --workers 2",
                "sweep run study.yaml --json --quiet > result.json",
                "sweep run study.yaml --metrics-port 9464")
            .With(spec)
            .With(options.All)
            .Does(async (parsed, terminal, cancellation) =>
            {
                var (plan, folder) = await SpecFile.LoadAsync(parsed.GetRequiredValue(spec), cancellation);
                var data = new DataProvider();
                DataCheck.LoadAll(plan, folder, data);
                var request = options.Read(parsed);
                await using var host = await SweepHost.StartAsync(request.Host, data);
                var id = await AddAsync(host, plan, folder);
                return await new SweepRunner(host, terminal, request).RunAsync(id, plan);
            });
    }

    private static async Task<string> AddAsync(SweepHost host, SweepPlan plan, string folder)
    {
        while (true)
        {
            var now = host.Time.GetUtcNow();
            var id = SweepId.New(plan.Spec.Name, host.Time);
            var record = new SweepRecord(id, plan.Spec.Name, plan.NormalisedYaml, plan.Hash, folder, plan.Trials, SweepState.Running, now, now, ProductVersion.Text);
            if (await host.Store.CreateAsync(record))
                return id;
        }
    }
}
