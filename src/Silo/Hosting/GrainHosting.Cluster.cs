#if CLUSTER
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Sweep.Silo.Hosting.Cluster;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Hosting;

/// <summary>Hosts the grains on Microsoft Orleans.</summary>
internal static class GrainHosting
{
    /// <summary>Adds a silo to the application: a cluster of one, on loopback, at ports that nobody else has.</summary>
    public static void AddGrains(HostApplicationBuilder builder, SweepInstruments instruments)
    {
        var (silo, gateway) = FreePorts();
        builder.UseOrleans(cluster => cluster
            .UseLocalhostClustering(silo, gateway)
            .UseInMemoryReminderService()
            .ForSweeps());
        builder.Logging.WithoutAdvice();
    }

    /// <summary>Nothing: Orleans counts calls and activations on its own meter, <c>Microsoft.Orleans</c>.</summary>
    public static IDisposable? Track(IServiceProvider services, SweepInstruments instruments) => null;

    private static (int, int) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
#endif
