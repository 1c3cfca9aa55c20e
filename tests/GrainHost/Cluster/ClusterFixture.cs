using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;
using Sweep.GrainHost.Tests.Fixture;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Cluster;

/// <summary>The test grains on a silo of Orleans in this process; time is real.</summary>
internal sealed class ClusterFixture : GrainFixture
{
    private readonly InProcessTestCluster _cluster;

    private ClusterFixture()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(Probe).AddScoped<ScopedThing>();
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = options.SystemResponseTimeout = CallTimeout);
        });
        builder.ConfigureClient(client => client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = CallTimeout));
        _cluster = builder.Build();
    }

    public override IGrainFactory Grains => _cluster.Client;

    public static async Task<ClusterFixture> StartAsync()
    {
        var fixture = new ClusterFixture();
        await fixture._cluster.DeployAsync();
        return fixture;
    }

    public override Task AdvanceAsync(TimeSpan span) => Task.Delay(span);

    public override Task AdvancePastPollAsync() => AdvanceAsync(CallTimeout / 2);

    public override Task StopAsync() => _cluster.StopSilosAsync();

    public override async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
