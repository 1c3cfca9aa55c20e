using System.CommandLine;
using Sweep.Client.Output;
using Sweep.Client.Running;
using Sweep.Reporting;
using Sweep.Reporting.Json;
using Sweep.Reporting.Terminal;

namespace Sweep.Client.Commands;

/// <summary><c>sweep show</c>: shows a sweep, or one of its trials.</summary>
internal static class ShowCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var trial = new Option<long?>("--trial") { Description = "One trial: its curve, its layers' gradients and what they say.", HelpName = "N" };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        return CommandFactory.Make(
                "show",
                "Show what won, which choices matter and how gradients behaved; or one trial in detail. Works while the sweep runs.",
                "sweep show regularizers-7f3a",
                "sweep show regularizers-7f3a --trial 17")
            .With(id, trial, store, json)
            .Does(async (parsed, terminal, cancellation) =>
            {
                await using var record = await RecordReader.OpenAsync(parsed.GetRequiredValue(store));
                var (sweep, plan) = await RecordReader.FindAsync(record, parsed.GetRequiredValue(id), cancellation);
                if (parsed.GetValue(trial) is not { } index)
                {
                    ResultPrinter.Print(await SweepResults.LoadAsync(record, sweep, plan, cancellation), terminal, parsed.GetValue(json));
                    return ExitCodes.Done;
                }

                var report = await TrialReport.LoadAsync(record, sweep, plan, index, cancellation);
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(ResultsJson.Of(report));
                else
                    ResultTables.Write(terminal.Out, report);
                return ExitCodes.Done;
            });
    }
}
