using System.Text.Json;
using Sweep.Client.Output;
using Sweep.Silo.Api.Documents;

namespace Sweep.Client.Remote;

/// <summary>Asks something of a sweep that a server has, and says where it stands then.</summary>
internal static class RemoteControl
{
    /// <summary>Asks: <c>pause</c>, <c>cancel</c> or <c>retry</c>.</summary>
    public static async Task<int> AskAsync(SweepServer server, string typed, string what, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var id = await server.FindIdAsync(typed, cancellation);
        var sweep = await server.AskAsync(id, what, cancellation);
        terminal.OutWriter.WriteLine(json ? JsonSerializer.Serialize(sweep, ClientJson.Default.SweepItem) : $"sweep {sweep.Id} is {sweep.State}");
        return ExitCodes.Done;
    }

    /// <summary>Deletes a sweep; asks before unless <paramref name="agreed"/>.</summary>
    public static async Task<int> DeleteAsync(SweepServer server, string id, bool agreed, bool json, Terminal terminal, Func<string, long, bool> agrees, CancellationToken cancellation)
    {
        var sweep = (await server.ListAsync(cancellation)).FirstOrDefault(item => item.Id == id);
        var wanted = sweep is not null && (agreed || agrees(id, Finished(sweep.Trials)));
        if (wanted)
            await server.DeleteAsync(id, cancellation);
        if (json)
            terminal.OutWriter.WriteLine(JsonSerializer.Serialize(new DeleteJson(id, wanted), ClientJson.Default.DeleteJson));
        else
            terminal.OutWriter.WriteLine(wanted ? $"sweep {id} is deleted" : sweep is null ? $"the server has no sweep '{id}'" : "nothing was deleted");
        return ExitCodes.Done;
    }

    private static long Finished(TrialTally trials) => trials.Completed + trials.Diverged + trials.Failed + trials.Stopped;
}
