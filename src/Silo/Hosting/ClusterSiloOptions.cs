using System.Net;
using Sweep.Silo.Api.Security;

namespace Sweep.Silo.Hosting;

/// <summary>How a silo of a cluster is to run.</summary>
public sealed record ClusterSiloOptions
{
    /// <summary>The PostgreSQL database that holds the record, the membership and the reminders.</summary>
    public required string Store { get; init; }

    /// <summary>Name of the cluster; silos of other names share the database without meeting.</summary>
    public string ClusterId { get; init; } = "sweep";

    /// <summary>Address that the silo listens on, and that other silos and clients reach it by.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port for other silos.</summary>
    public int SiloPort { get; init; } = 11_111;

    /// <summary>Port for clients.</summary>
    public int GatewayPort { get; init; } = 30_000;

    /// <summary>Where the API, health and metrics are served; null opens no port for them.</summary>
    public IPEndPoint? Http { get; init; }

    /// <summary>What clients of the API have to show; null to ask for nothing, which is allowed on loopback alone.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>Full path of the folder that paths of data files in submitted specs start at; empty for none.</summary>
    public string DataFolder { get; init; } = "";

    /// <summary>Trials trained at the same time.</summary>
    public required int Workers { get; init; }

    /// <summary>How trials are kept apart from this process.</summary>
    public IsolationOptions Isolation { get; init; } = new();

    /// <summary>How the log is written.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>How long another silo may take to answer a probe. After three probes without an answer it is taken for dead.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a trial waits for a silo that has stopped saying that it trains it, before another takes it. It is said three
    /// times in that time.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);
}
