using System.CommandLine;
using System.Text.Json;
using Sweep.Client.Commands;
using Sweep.Client.Output;
using Sweep.Client.Remote;
using Sweep.Client.Running;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Client.Verbs;

/// <summary><c>sweep delete</c>: removes a sweep from the record, after asking.</summary>
internal static class DeleteVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The sweep's whole id, as 'sweep list' shows it." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var server = new ServerOptions();
        return CommandFactory.Make(
                "delete",
                "Remove a sweep and all that the record holds of it, for good. Asks first.",
                "sweep delete regularizers-7f3a",
                "sweep delete regularizers-7f3a --yes --json",
                "sweep delete regularizers-7f3a --server http://127.0.0.1:7777")
            .With(id, yes, store, json)
            .With(server.All)
            .Does(async (parsed, terminal, cancellation) =>
            {
                using var remote = server.Find(parsed, store);
                if (remote is not null)
                    return await RemoteControl.DeleteAsync(remote, parsed.GetRequiredValue(id), parsed.GetValue(yes), parsed.GetValue(json), terminal, (one, finished) => Agrees(terminal, one, finished), cancellation);
                var (path, name) = (parsed.GetRequiredValue(store), parsed.GetRequiredValue(id));
                SweepSummary? sweep;
                await using (var reader = await RecordReader.OpenBeforeWritingAsync(path, cancellation))
                    sweep = (await reader.ListAsync(cancellation)).FirstOrDefault(s => s.Sweep.Id == name);
                var wanted = sweep is not null && (parsed.GetValue(yes) || Agrees(terminal, name, sweep.Counts.Finished));
                var deleted = wanted && await DeleteAsync(path, sweep!.Sweep, cancellation);
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(JsonSerializer.Serialize(new DeleteJson(name, deleted), ClientJson.Default.DeleteJson));
                else
                    terminal.OutWriter.WriteLine(deleted ? $"sweep {name} is deleted" : sweep is null ? $"there is no sweep '{name}' in the record" : "nothing was deleted");
                return ExitCodes.Done;
            });
    }

    private static bool Agrees(Terminal terminal, string id, long finished)
    {
        if (Console.IsInputRedirected)
            throw new InvalidInputException("sweep delete asks before it deletes, and there is no terminal to ask on; --yes deletes without asking");
        terminal.Error.Profile.Out.Writer.Write($"Delete sweep {id} with the results of {finished} trials, for good? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static async Task<bool> DeleteAsync(string path, SweepRecord sweep, CancellationToken cancellation)
    {
        await using var record = await RestingRecord.OpenAsync(path, sweep, cancellation);
        return await record.DeleteAsync(sweep.Id, cancellation);
    }
}
