using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>Gradient norms met in one fifth of the depth of the networks.</summary>
/// <param name="Depth">Which part of the network: <c>first</c>, <c>lower</c>, <c>middle</c>, <c>upper</c> or <c>last</c>.</param>
/// <param name="Count">Layer epochs with a positive finite mean norm.</param>
/// <param name="SumLog10">Sum of the decimal logarithms of those norms.</param>
/// <param name="NonFinite">NaN and infinite gradient elements.</param>
[GenerateSerializer, Immutable, Alias("sweep.GradientTotals")]
public sealed record GradientTotals(
    [property: Id(0)] string Depth,
    [property: Id(1)] long Count,
    [property: Id(2)] double SumLog10,
    [property: Id(3)] long NonFinite);
