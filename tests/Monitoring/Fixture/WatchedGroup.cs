namespace Sweep.Monitoring.Tests.Fixture;

/// <summary>Tests that share one watched sweep, one after the other.</summary>
[CollectionDefinition(nameof(WatchedGroup))]
public sealed class WatchedGroup : ICollectionFixture<Watched>;
