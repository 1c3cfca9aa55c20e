#if !CLUSTER
using Microsoft.Extensions.Hosting;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Silo.Hosting;

/// <summary>Says that this build hosts grains in one process alone.</summary>
public static class ClusterHosting
{
    private const string Refusal = "this build of Sweep runs in one process; for a cluster, build it with -p:Cluster=true";

    /// <summary>Refuses.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidInputException">Always.</exception>
    internal static Task PrepareAsync(ClusterSiloOptions options, CancellationToken cancellation) => throw new InvalidInputException(Refusal);

    /// <summary>Refuses.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="options">How to run.</param>
    /// <exception cref="InvalidInputException">Always.</exception>
    internal static void AddSilo(HostApplicationBuilder builder, ClusterSiloOptions options) => throw new InvalidInputException(Refusal);

    /// <summary>Refuses.</summary>
    /// <param name="services">The silo's services.</param>
    /// <exception cref="InvalidInputException">Always.</exception>
    internal static string AddressOf(IServiceProvider services) => throw new InvalidInputException(Refusal);

    /// <summary>No silo is shut out of a cluster that this build does not have.</summary>
    /// <param name="exception">Why it did not start.</param>
    internal static bool IsShutOut(Exception exception) => false;

    /// <summary>Ends a host.</summary>
    /// <param name="host">The host.</param>
    internal static Task AbandonAsync(IHost host)
    {
        host.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Refuses.</summary>
    /// <param name="store">The database that holds the cluster's membership.</param>
    /// <param name="clusterId">Name of the cluster.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidInputException">Always.</exception>
    public static Task<IHost> ConnectAsync(string store, string clusterId, CancellationToken cancellation)
        => throw new InvalidInputException(Refusal);

    /// <summary>Refuses.</summary>
    /// <param name="store">The database.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidInputException">Always.</exception>
    public static Task<IMeasuredStore> OpenRecordAsync(string store, CancellationToken cancellation)
        => throw new InvalidInputException(Refusal);
}
#endif
