using Orleans;
using Sweep.Grains.Running;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>What all silos of a schedule share.</summary>
internal sealed record SiloParts
{
    public required ISweepStore Store { get; init; }

    public required RecordConditions Record { get; init; }

    public required TrainerConditions Trainers { get; init; }

    public required GrainTimings Timings { get; init; }

    public required int Workers { get; init; }

    /// <summary>References through which telemetry is sent; a planted bug may change what it sends.</summary>
    public Func<IGrainFactory, IGrainFactory> GrainsOfTelemetry { get; init; } = grains => grains;
}
