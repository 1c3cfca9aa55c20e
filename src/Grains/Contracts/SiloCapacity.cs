using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>What one silo can train, and what it has to train already.</summary>
/// <param name="Silo">Address of the silo.</param>
/// <param name="Instance">The silo's instance, new at every start.</param>
/// <param name="Workers">Trials that it trains at the same time; 0 where it takes no more.</param>
/// <param name="Window">Trials that it should have at hand, so that no worker waits for work; 0 where it takes no more.</param>
/// <param name="Load">Trials that it trains or that wait for its workers.</param>
[GenerateSerializer, Immutable, Alias("sweep.SiloCapacity")]
public sealed record SiloCapacity(
    [property: Id(0)] string Silo,
    [property: Id(1)] string Instance,
    [property: Id(2)] int Workers,
    [property: Id(3)] int Window,
    [property: Id(4)] int Load);
