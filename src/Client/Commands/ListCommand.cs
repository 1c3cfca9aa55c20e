using System.CommandLine;
using Sweep.Client.Remote;
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
        var server = new ServerOptions();
        return CommandFactory.Make(
                "list",
                "List the sweeps of the record, newest first. Works while one runs.",
                "sweep list",
                "sweep list --server http://127.0.0.1:7777",
                "sweep list --json | jq -r '.[0].id'")
            .With(store, json)
            .With(server.All)
            .Does(async (parsed, terminal, cancellation) =>
            {
                using var remote = server.Find(parsed, store);
                var path = parsed.GetRequiredValue(store);
                var sweeps = remote is not null
                    ? [.. (await remote.ListAsync(cancellation)).Select(sweep => sweep.ToSummary())]
                    : await ReadAsync(path, cancellation);
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(ResultsJson.Of(sweeps));
                else if (sweeps.Count == 0)
                    terminal.Complain(remote is null ? $"no sweeps in {path} yet; 'sweep run SPEC' makes one" : $"no sweeps at {remote.Address} yet; 'sweep submit SPEC' makes one");
                else
                    ResultTables.Write(terminal.Out, sweeps);
                return ExitCodes.Done;
            });
    }

    private static async Task<IReadOnlyList<SweepSummary>> ReadAsync(string path, CancellationToken cancellation)
    {
        if (!StoreOpener.IsShared(path) && !File.Exists(path))
            return [];
        await using var record = await RecordReader.OpenAsync(path);
        return await record.ListAsync(cancellation);
    }
}
