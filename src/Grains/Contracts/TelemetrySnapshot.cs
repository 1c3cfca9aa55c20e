using System.Collections.Immutable;
using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>One silo's totals for one sweep since that silo started.</summary>
/// <param name="Instance">The silo's instance, new at every start.</param>
/// <param name="Sequence">Grows with every snapshot of the instance.</param>
/// <param name="Totals">Cumulative totals of the results that stand for good.</param>
/// <param name="Loose">Those that a retry would withdraw, each by itself; default from a silo that has them in its totals.</param>
[GenerateSerializer, Immutable, Alias("sweep.TelemetrySnapshot")]
public sealed record TelemetrySnapshot(
    [property: Id(0)] string Instance,
    [property: Id(1)] long Sequence,
    [property: Id(2)] SweepTotals Totals,
    [property: Id(3)] ImmutableArray<LooseResult> Loose = default);
