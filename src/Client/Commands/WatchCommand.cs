using System.CommandLine;
using Sweep.Client.Remote;
using Sweep.Client.Running;
using Sweep.Core.Specs;

namespace Sweep.Client.Commands;

/// <summary><c>sweep watch</c>: follows a sweep that a server or a cluster runs, and ends like <c>run</c>.</summary>
internal static class WatchCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var server = new ServerOptions();
        var cluster = new ClusterOptions();
        var (to, force, json, quiet) = (CommonOptions.Out(), CommonOptions.Force(), CommonOptions.Json(), CommonOptions.Quiet());
        return CommandFactory.Make(
                "watch",
                "Follow a sweep that a server or a cluster runs, with the view, the tables and the exit codes of run. Ctrl-C leaves the sweep alone.",
                "sweep watch regularizers-7f3a --server http://127.0.0.1:7777",
                "sweep watch regularizers-7f3a --cluster postgres://sweep@db/sweep")
            .With(id)
            .With(server.All)
            .With(cluster.All)
            .With(to, force, json, quiet)
            .Does(async (parsed, terminal, cancellation) =>
            {
                if (cluster.Read(parsed, parsed.GetValue(to), parsed.GetValue(force), parsed.GetValue(json), parsed.GetValue(quiet)) is { } request)
                    return await ClusterSession.WatchAsync(request, parsed.GetRequiredValue(id), terminal, cancellation);
                if (parsed.GetValue(to) is not null)
                    throw new InvalidInputException("--out exports from a cluster's record alone; take a server's results with --json");
                using var remote = server.Get(parsed);
                var found = await remote.FindIdAsync(parsed.GetRequiredValue(id), cancellation);
                return await new RemoteWatch(remote, terminal, TimeProvider.System, parsed.GetValue(json), parsed.GetValue(quiet)).RunAsync(found);
            });
    }
}
