#if CLUSTER
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Sweep.Grains.Placement;
using Sweep.Silo.Hosting.Cluster;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Hosting;

/// <summary>Hosts the grains on Microsoft Orleans.</summary>
internal static class GrainHosting
{
    /// <summary>Adds a silo to the application: a cluster of one, on loopback.</summary>
    public static void AddGrains(HostApplicationBuilder builder, SweepInstruments instruments)
        => builder.UseOrleans(silo => silo
            .UseLocalhostClustering()
            .UseInMemoryReminderService()
            .AddPlacementDirector<FreeSlotsPlacement, FreeSlotsDirector>());

    /// <summary>Nothing: Orleans counts calls and activations on its own meter, <c>Microsoft.Orleans</c>.</summary>
    public static IDisposable? Track(IServiceProvider services, SweepInstruments instruments) => null;
}
#endif
