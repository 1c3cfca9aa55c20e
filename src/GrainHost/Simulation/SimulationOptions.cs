namespace Sweep.GrainHost.Simulation;

/// <summary>What a simulated cluster is made of.</summary>
public sealed record SimulationOptions
{
    /// <summary>The grains.</summary>
    public required GrainCatalog Catalog { get; init; }

    /// <summary>The chance behind turns' order, placement and how long it takes to notice that a silo is gone.</summary>
    public required ISimulatedChance Chance { get; init; }

    /// <summary>What becomes of messages.</summary>
    public required ISimulatedNetwork Network { get; init; }

    /// <summary>Takes what happens, one line an event; nothing is written where it is null, and the hash is the same.</summary>
    public Action<string>? Trace { get; init; }

    /// <summary>How grains are treated; what makes a host part of the simulation is set over it.</summary>
    public GrainHostOptions Host { get; init; } = new();

    /// <summary>The least and the greatest time until the others notice that a silo is gone.</summary>
    public (TimeSpan Least, TimeSpan Most) Detection { get; init; } = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));

    /// <summary>The wall clocks' first time.</summary>
    public DateTimeOffset Start { get; init; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
