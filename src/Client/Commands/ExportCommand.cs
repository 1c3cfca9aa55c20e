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
        folder.Description = "Folder to write to. Default: one that is called like the sweep.";
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        json.Description = "Print the paths of what was written as one JSON array on stdout.";
        var force = CommonOptions.Force();
        var format = ExportFormats.Option();
        return CommandFactory.Make(
                "export",
                "Write a sweep's trials, epochs and gradients, with spec.yaml and results.json: as CSV, JSON Lines or Parquet, or as runs for MLflow or TensorBoard. docs/outputs.md explains every column.",
                "sweep export regularizers-7f3a",
                "sweep export regularizers-7f3a --out results --format parquet",
                "sweep export regularizers-7f3a --format csv,json",
                "sweep export regularizers-7f3a --out results --format mlflow --format tensorboard")
            .With(id, folder, format, store, json, force)
            .Does(async (parsed, terminal, cancellation) =>
            {
                await using var record = await RecordReader.OpenAsync(parsed.GetRequiredValue(store));
                var (sweep, plan) = await RecordReader.FindAsync(record, parsed.GetRequiredValue(id), cancellation);
                var target = parsed.GetValue(folder) ?? sweep.Id;
                var formats = ExportFormats.Of(parsed.GetValue(format));
                SweepExport.Check(formats, target, sweep.Id, parsed.GetValue(force));
                var source = await ExportSource.LoadAsync(record, sweep, plan, cancellation);
                foreach (var kind in formats)
                    kind.Check(source);
                var results = await SweepResults.LoadAsync(record, sweep, plan, cancellation);
                var files = await SweepExport.WriteAsync(ExportSource.Of(record, results, plan), results, formats, target, parsed.GetValue(force), cancellation);
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(System.Text.Json.JsonSerializer.Serialize(files, Output.ClientJson.Default.IReadOnlyListString));
                else
                    foreach (var file in files)
                        terminal.OutWriter.WriteLine(file);
                return ExitCodes.Done;
            });
    }
}
