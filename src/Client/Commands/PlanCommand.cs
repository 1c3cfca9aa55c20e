using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Sweep.Client.Output;
using Sweep.Client.Running;
using Sweep.Silo.Hosting;
using Sweep.Training.Data;

namespace Sweep.Client.Commands;

/// <summary><c>sweep plan</c>: tells what a spec will run and cost, before anything runs.</summary>
internal static class PlanCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var workers = CommonOptions.Workers();
        var json = CommonOptions.Json();
        return CommandFactory.Make(
                "plan",
                "Tell a spec's combinations, trials, steps, operations, expected time and memory. Trains a few epochs to measure this machine, and writes nothing.",
                "sweep plan examples/regularizers.yaml",
                "sweep plan study.yaml --workers 8 --json")
            .With(spec, workers, json)
            .Does(async (parsed, terminal, cancellation) =>
            {
                var (plan, folder) = await SpecFile.LoadAsync(parsed.GetRequiredValue(spec), cancellation);
                var costs = PlanCosts.Estimate(plan, folder, new DataProvider(), TimeProvider.System, cancellation);
                var count = parsed.GetRequiredValue(workers);
                var summary = new PlanJson(
                    plan.Spec.Name,
                    plan.Hash,
                    plan.Spec.Factors.ToDictionary(factor => factor.Name, factor => factor.Levels.Count),
                    plan.Combinations,
                    plan.Spec.Replicates,
                    plan.Trials,
                    costs.Steps,
                    costs.Flops,
                    costs.LargestTrialBytes,
                    costs.DataBytes,
                    costs.FlopsPerSecond,
                    count,
                    costs.Flops / costs.FlopsPerSecond / Math.Min(count, plan.Trials),
                    [.. plan.Notes, .. new[] { AutoPicks.Describe(plan), costs.Caution, EngineGate.Complaint(plan) }.OfType<string>()]);
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(JsonSerializer.Serialize(summary, ClientJson.Default.PlanJson));
                else
                    Write(terminal.Out, summary);
                return ExitCodes.Done;
            });
    }

    private static void Write(IAnsiConsole console, PlanJson plan)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Row("sweep", $"{plan.Name} ({plan.Hash[..12]})");
        Row("factors", plan.Factors.Count == 0 ? "none" : string.Join(", ", plan.Factors.Select(factor => factor.Value == 0 ? $"{factor.Key} (range)" : $"{factor.Key} ({factor.Value})")));
        Row("combinations", Count(plan.Combinations));
        Row("replicates", Count(plan.Replicates));
        Row("trials", Count(plan.Trials));
        Row("steps", Count(plan.Steps));
        Row("operations", $"{Quantity.Si(plan.Flops)}FLOP in matrix products");
        Row("memory", $"{Quantity.Bytes(plan.LargestTrialBytes)} for the largest trial, times {plan.Workers} workers; {Quantity.Bytes(plan.DataBytes)} of data for all");
        if (plan is { ExpectedSeconds: { } seconds, MeasuredFlopsPerSecond: { } pace })
            Row("expected time", $"{Quantity.Duration(seconds)} with {plan.Workers} workers at {Quantity.Si(pace)}FLOP/s each, as measured just now");
        foreach (var note in plan.Notes)
            Row("note", note);
        console.Write(grid);

        void Row(string name, string value) => grid.AddRow(new Text(name), new Text(value));
    }

    private static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
