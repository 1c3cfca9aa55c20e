using System.CommandLine;
using Sweep.Client.Running;

namespace Sweep.Client.Commands;

/// <summary><c>sweep watch</c>: looks at a sweep that a cluster runs, and ends like <c>run</c>.</summary>
internal static class WatchCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var cluster = new ClusterOptions(required: true);
        var (to, force, json, quiet) = (CommonOptions.Out(), CommonOptions.Force(), CommonOptions.Json(), CommonOptions.Quiet());
        return CommandFactory.Make(
                "watch",
                "Look at a sweep that a cluster runs until it ends. Ctrl-C leaves it running.",
                "sweep watch regularizers-7f3a --cluster postgres://sweep@db/sweep")
            .With(id, to, force, json, quiet)
            .With(cluster.All)
            .Does((parsed, terminal, cancellation) =>
            {
                var request = cluster.Read(parsed, parsed.GetValue(to), parsed.GetValue(force), parsed.GetValue(json), parsed.GetValue(quiet))!;
                return ClusterSession.WatchAsync(request, parsed.GetRequiredValue(id), terminal, cancellation);
            });
    }
}
