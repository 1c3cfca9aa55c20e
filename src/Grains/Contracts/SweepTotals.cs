using System.Collections.Immutable;
using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>Telemetry of one sweep's finished trials, added up.</summary>
/// <param name="Finished">Trials with a result.</param>
/// <param name="Diverged">Of them, those that diverged.</param>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="Steps">Steps trained.</param>
/// <param name="Samples">Training samples seen.</param>
/// <param name="Gradients">Gradient norms by relative depth, first layers first.</param>
/// <param name="Leaders">The best ten trials, best first.</param>
/// <param name="Levels">Totals by level of each factor that has levels.</param>
[GenerateSerializer, Immutable, Alias("sweep.SweepTotals")]
public sealed record SweepTotals(
    [property: Id(0)] long Finished,
    [property: Id(1)] long Diverged,
    [property: Id(2)] long Epochs,
    [property: Id(3)] long Steps,
    [property: Id(4)] long Samples,
    [property: Id(5)] ImmutableArray<GradientTotals> Gradients,
    [property: Id(6)] ImmutableArray<Leader> Leaders,
    [property: Id(7)] ImmutableArray<LevelTotals> Levels);
