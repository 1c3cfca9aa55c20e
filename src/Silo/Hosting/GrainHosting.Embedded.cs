#if !CLUSTER
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sweep.GrainHost;
using Sweep.Grains;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Hosting;

/// <summary>Hosts the grains in this process.</summary>
internal static class GrainHosting
{
    /// <summary>Adds the host of grains to the application.</summary>
    public static void AddGrains(HostApplicationBuilder builder, SweepInstruments instruments)
        => builder.Services.AddGrainHost(new GrainHostOptions
        {
            Assemblies = [typeof(SweepGrain).Assembly],
            OnTurn = turn => instruments.Grains.Turn(turn.Grain.Type.ToString(), turn.Duration),
        });

    /// <summary>Shows the host of grains in the metrics until the answer is disposed.</summary>
    public static IDisposable Track(IServiceProvider services, SweepInstruments instruments)
    {
        var host = services.GetRequiredService<EmbeddedGrainHost>();
        return instruments.Grains.Track(() => Read(host.Statistics));
    }

    private static GrainGauges Read(GrainHostStatistics now) => new(now.Calls, now.TimedOutCalls, now.Activations);
}
#endif
