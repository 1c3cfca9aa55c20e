using Sweep.GrainHost;
using Sweep.Grains;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Running;

/// <summary>What all schedules share: the grains, the sweep, and which bug is planted.</summary>
internal sealed record SimulationSetup
{
    public static SimulationSetup Shared { get; } = new();

    public GrainCatalog Catalog { get; init; } = new([typeof(SweepGrain).Assembly]);

    public SimulatedSweep Sweep { get; init; } = new();

    public PlantedBug Bug { get; init; }

    /// <summary>Makes the record that a schedule runs over.</summary>
    public Func<TimeProvider, ISweepStore> Store { get; init; } = time => new MemorySweepStore(time);
}
