using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>One silo's totals for one sweep since that silo started.</summary>
/// <param name="Instance">The silo's instance, new at every start.</param>
/// <param name="Sequence">Grows with every snapshot of the instance.</param>
/// <param name="Totals">Cumulative totals.</param>
[GenerateSerializer, Immutable, Alias("sweep.TelemetrySnapshot")]
public sealed record TelemetrySnapshot(
    [property: Id(0)] string Instance,
    [property: Id(1)] long Sequence,
    [property: Id(2)] SweepTotals Totals);
