using System.CommandLine;
using Sweep.Client.Running;
using Sweep.Reporting.Json;
using Sweep.Reporting.Terminal;
using Sweep.Storage;

namespace Sweep.Client.Commands;

/// <summary><c>sweep list</c>: lists the sweeps of the record.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        return CommandFactory.Make(
                "list",
                "List the sweeps of the record, newest first. Works while one runs.",
                "sweep list",
                "sweep list --json | jq -r '.[0].id'")
            .With(store, json)
            .Does(async (parsed, terminal, cancellation) =>
            {
                var path = parsed.GetRequiredValue(store);
                IReadOnlyList<SweepSummary> sweeps = [];
                if (StoreOpener.IsShared(path) || File.Exists(path))
                {
                    await using var record = await RecordReader.OpenAsync(path);
                    sweeps = await record.ListAsync(cancellation);
                }

                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(ResultsJson.Of(sweeps));
                else if (sweeps.Count == 0)
                    terminal.Complain($"no sweeps in {path} yet; 'sweep run SPEC' makes one");
                else
                    ResultTables.Write(terminal.Out, sweeps);
                return ExitCodes.Done;
            });
    }
}
