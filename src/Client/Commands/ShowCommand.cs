using System.CommandLine;
using Spectre.Console;
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
        var svg = new Option<string?>("--svg") { Description = "Write what would be printed to a file, as an SVG picture of a terminal.", HelpName = "FILE" };
        return CommandFactory.Make(
                "show",
                "Show what won, which choices matter and how gradients behaved; or one trial in detail. Works while the sweep runs.",
                "sweep show regularizers-7f3a",
                "sweep show regularizers-7f3a --trial 17",
                "sweep show regularizers-7f3a --svg run.svg")
            .With(id, trial, store, json, svg)
            .Does(async (parsed, terminal, cancellation) =>
            {
                await using var record = await RecordReader.OpenAsync(parsed.GetRequiredValue(store));
                var (sweep, plan) = await RecordReader.FindAsync(record, parsed.GetRequiredValue(id), cancellation);
                var results = parsed.GetValue(trial) is null ? await SweepResults.LoadAsync(record, sweep, plan, cancellation) : null;
                var report = parsed.GetValue(trial) is { } index ? await TrialReport.LoadAsync(record, sweep, plan, index, cancellation) : null;
                if (parsed.GetValue(svg) is { } picture)
                    await TerminalPicture.WriteAsync(picture, $"sweep show {sweep.Id}", Tables, cancellation);
                else if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(results is null ? ResultsJson.Of(report!) : ResultsJson.Of(results));
                else
                    Tables(terminal.Out);
                return ExitCodes.Done;

                void Tables(IAnsiConsole console)
                {
                    if (results is not null)
                        ResultTables.Write(console, results);
                    else
                        ResultTables.Write(console, report!);
                }
            });
    }
}
