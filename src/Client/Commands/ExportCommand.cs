using System.CommandLine;
using Sweep.Client.Running;
using Sweep.Reporting;
using Sweep.Reporting.Export;

namespace Sweep.Client.Commands;

/// <summary><c>sweep export</c>: writes a sweep's data to files.</summary>
internal static class ExportCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var folder = CommonOptions.Out();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var force = CommonOptions.Force();
        return CommandFactory.Make(
                "export",
                "Write spec.yaml, results.json, trials.csv, epochs.csv and gradients.csv. docs/outputs.md explains every column.",
                "sweep export regularizers-7f3a",
                "sweep export regularizers-7f3a --out results")
            .With(id, folder, store, json, force)
            .Does(async (parsed, terminal, cancellation) =>
            {
                await using var record = await RecordReader.OpenAsync(parsed.GetRequiredValue(store));
                var (sweep, plan) = await RecordReader.FindAsync(record, parsed.GetRequiredValue(id), cancellation);
                var target = parsed.GetValue(folder) ?? sweep.Id;
                CsvExport.Check(target, parsed.GetValue(force));
                var results = await SweepResults.LoadAsync(record, sweep, plan, cancellation);
                var files = await CsvExport.WriteAsync(record, results, plan, target, parsed.GetValue(force), cancellation);
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(System.Text.Json.JsonSerializer.Serialize(files, Output.ClientJson.Default.IReadOnlyListString));
                else
                    foreach (var file in files)
                        terminal.OutWriter.WriteLine(file);
                return ExitCodes.Done;
            });
    }
}
