using System.CommandLine;
using System.Text.Json;
using Sweep.Client.Commands;
using Sweep.Client.Output;
using Sweep.Client.Remote;
using Sweep.Client.Running;
using Sweep.Storage;

namespace Sweep.Client.Verbs;

/// <summary><c>sweep pause</c>: asks the process that runs a sweep to stop it for now.</summary>
internal static class PauseVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var server = new ServerOptions();
        return CommandFactory.Make(
                "pause",
                "Ask the process that runs a sweep, in whatever terminal, to keep what is done and stop. Go on with resume.",
                "sweep pause regularizers-7f3a",
                "sweep pause regularizers-7f3a --json",
                "sweep pause regularizers-7f3a --server http://127.0.0.1:7777")
            .With(id, store, json)
            .With(server.All)
            .Does(async (parsed, terminal, cancellation) =>
            {
                using var remote = server.Find(parsed, store);
                if (remote is not null)
                    return await RemoteControl.AskAsync(remote, parsed.GetRequiredValue(id), "pause", parsed.GetValue(json), terminal, cancellation);
                var (sweep, asked) = await StopRequest.MakeAsync(parsed.GetRequiredValue(store), parsed.GetRequiredValue(id), SweepRequest.Pause, cancellation);
                var state = StateWords.Of(sweep.State);
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(JsonSerializer.Serialize(new StopJson(sweep.Id, state, asked ? "pause" : null), ClientJson.Default.StopJson));
                else
                    terminal.OutWriter.WriteLine(asked ? $"sweep {sweep.Id} was asked to pause; the process that runs it keeps what is done and ends" : $"sweep {sweep.Id} is {state}");
                return ExitCodes.Done;
            });
    }
}
