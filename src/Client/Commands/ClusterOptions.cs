using System.CommandLine;
using Sweep.Client.Running;

namespace Sweep.Client.Commands;

/// <summary>Options of the verbs that speak to a cluster.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string?> _cluster = new("--cluster")
    {
        Description = "Speak to the silos of a cluster, found by its PostgreSQL database: postgres://user@host/database.",
        HelpName = "URL",
    };

    private readonly Option<string> _clusterId = new("--cluster-id")
    {
        Description = "Name of the cluster. Default: $SWEEP_CLUSTER_ID, else sweep.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SWEEP_CLUSTER_ID") is { Length: > 0 } id ? id : "sweep",
    };

    /// <summary>All of them.</summary>
    public Symbol[] All => [_cluster, _clusterId];

    /// <summary>What the user asked; null where no cluster was named.</summary>
    public ClusterRequest? Read(ParseResult parsed, string? export = null, bool force = false, bool json = false, bool quiet = false)
        => parsed.GetValue(_cluster) is { } store ? new(store, parsed.GetRequiredValue(_clusterId), export, force, json, quiet) : null;
}
