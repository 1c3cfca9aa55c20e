using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>What became of the trials with one level of one factor.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="Level">The level's label.</param>
/// <param name="Count">Trials with a finite objective.</param>
/// <param name="Sum">Sum of their objectives.</param>
/// <param name="Diverged">Trials that diverged.</param>
[GenerateSerializer, Immutable, Alias("sweep.LevelTotals")]
public sealed record LevelTotals(
    [property: Id(0)] string Factor,
    [property: Id(1)] string Level,
    [property: Id(2)] long Count,
    [property: Id(3)] double Sum,
    [property: Id(4)] long Diverged);
