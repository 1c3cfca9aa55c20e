using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>One of the best trials so far.</summary>
/// <param name="Trial">Index of the trial.</param>
/// <param name="Objective">Value of the sweep's objective.</param>
/// <param name="Levels">Its levels, for people: <c>relu · he_normal · 0.3</c>.</param>
[GenerateSerializer, Immutable, Alias("sweep.Leader")]
public sealed record Leader(
    [property: Id(0)] long Trial,
    [property: Id(1)] double Objective,
    [property: Id(2)] string Levels);
