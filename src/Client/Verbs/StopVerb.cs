using System.CommandLine;
using System.Text.Json;
using Sweep.Client.Commands;
using Sweep.Client.Output;
using Sweep.Client.Remote;
using Sweep.Client.Running;
using Sweep.Storage;

namespace Sweep.Client.Verbs;

/// <summary><c>sweep pause</c> and <c>sweep cancel</c>: stop a sweep for now, or for good.</summary>
internal static class StopVerb
{
    /// <summary><c>sweep pause</c>.</summary>
    public static Command Pause()
        => Create("pause", SweepRequest.Pause, "Ask the process that runs a sweep, in whatever terminal, to keep what is done and stop. Go on with resume.");

    /// <summary><c>sweep cancel</c>.</summary>
    public static Command Cancel()
        => Create("cancel", SweepRequest.Cancel, "End a sweep for good: trials that run are stopped, the others never run. What is done is kept; retry makes it run again.");

    private static Command Create(string verb, SweepRequest request, string description)
    {
        var id = CommonOptions.Id();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var server = new ServerOptions();
        return CommandFactory.Make(
                verb,
                description,
                $"sweep {verb} regularizers-7f3a",
                $"sweep {verb} regularizers-7f3a --json",
                $"sweep {verb} regularizers-7f3a --server http://127.0.0.1:7777")
            .With(id, store, json)
            .With(server.All)
            .Does(async (parsed, terminal, cancellation) =>
            {
                using var remote = server.Find(parsed, store);
                if (remote is not null)
                    return await RemoteControl.AskAsync(remote, parsed.GetRequiredValue(id), verb, parsed.GetValue(json), terminal, cancellation);
                var (sweep, asked) = await StopRequest.MakeAsync(parsed.GetRequiredValue(store), parsed.GetRequiredValue(id), request, cancellation);
                var state = StateWords.Of(sweep.State);
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(JsonSerializer.Serialize(new StopJson(sweep.Id, state, asked ? verb : null), ClientJson.Default.StopJson));
                else
                    terminal.OutWriter.WriteLine(asked ? $"sweep {sweep.Id} was asked to {verb}; the process that runs it keeps what is done and ends" : $"sweep {sweep.Id} is {state}");
                return ExitCodes.Done;
            });
    }
}
