using Sweep.GrainHost.Tests.Fixture;

namespace Sweep.GrainHost.Tests;

/// <summary>Makes fixtures on the embedded host.</summary>
public static class Fixtures
{
    public static async Task<GrainFixture> CreateAsync() => await Embedded.EmbeddedFixture.StartAsync();
}
