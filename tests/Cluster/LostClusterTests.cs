using Sweep.Cluster.Tests.Fixture;

namespace Sweep.Cluster.Tests;

/// <summary>All silos at once are lost; nobody but a reminder in the database remembers the sweep.</summary>
public sealed class LostClusterTests(TestCluster cluster, StudiedSweep studied) : IClassFixture<TestCluster>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sweep_goes_on_by_itself_when_silos_are_back(bool atTheirAddresses)
    {
        await cluster.HaveAsync(2);
        var sweep = await cluster.SubmitAsync(cluster.Silos[0]);
        await sweep.WhenFinishedAsync(3);
        var lost = cluster.Silos.ToArray();
        var held = await sweep.StopAtWorkAsync(lost);
        foreach (var silo in lost)
            silo.Signal(SiloProcess.Kill);
        foreach (var silo in lost)
            cluster.Add(atTheirAddresses ? silo.Ports : null);
        await sweep.WhenTakenOverAsync(held);
        await sweep.WhenEndedAsync();
        await sweep.AssertWholeAsync(studied);
    }
}
