using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>A result that a retry would withdraw from the record, of a trial that failed or that a person stopped.</summary>
/// <param name="Trial">The trial's index.</param>
/// <param name="Attempt">The attempt that ended with it.</param>
/// <param name="Totals">What it alone adds to totals.</param>
[GenerateSerializer, Immutable, Alias("sweep.LooseResult")]
public sealed record LooseResult(
    [property: Id(0)] long Trial,
    [property: Id(1)] int Attempt,
    [property: Id(2)] SweepTotals Totals);
