using Sweep.Cluster.Tests.Fixture;

[assembly: AssemblyFixture(typeof(StudiedSweep))]
