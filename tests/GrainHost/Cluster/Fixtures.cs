using Sweep.GrainHost.Tests.Fixture;

namespace Sweep.GrainHost.Tests;

/// <summary>Makes fixtures on Orleans.</summary>
public static class Fixtures
{
    public static async Task<GrainFixture> CreateAsync() => await Cluster.ClusterFixture.StartAsync();
}
