using System.CommandLine;
using Sweep.Client.Remote;

namespace Sweep.Client.Commands;

/// <summary><c>sweep watch</c>: follows a sweep that a server runs.</summary>
internal static class WatchCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var server = new ServerOptions();
        var json = CommonOptions.Json();
        var quiet = CommonOptions.Quiet();
        return CommandFactory.Make(
                "watch",
                "Follow a sweep that a server runs, with the view, the tables and the exit codes of run. Ctrl-C leaves the sweep alone.",
                "sweep watch regularizers-7f3a --server http://127.0.0.1:7777")
            .With(id)
            .With(server.All)
            .With(json, quiet)
            .Does(async (parsed, terminal, cancellation) =>
            {
                using var remote = server.Get(parsed);
                var found = await remote.FindIdAsync(parsed.GetRequiredValue(id), cancellation);
                return await new RemoteWatch(remote, terminal, TimeProvider.System, parsed.GetValue(json), parsed.GetValue(quiet)).RunAsync(found);
            });
    }
}
