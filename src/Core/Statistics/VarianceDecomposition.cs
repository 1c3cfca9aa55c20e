namespace Sweep.Core.Statistics;

/// <summary>Where the objective's variation comes from.</summary>
/// <param name="Exact">
/// Whether the parts are orthogonal and add up to the total: every combination has a value in every replicate. Otherwise
/// each is the drop in residual that it brings when it is added last to the model of all main effects (type II), and what
/// several of them could explain belongs to none.
/// </param>
/// <param name="Total">Sum of squares about the grand mean, over trials.</param>
/// <param name="Main">A part for each factor, in the table's order.</param>
/// <param name="Pairs">A part for each pair of factors: (0,1), (0,2) … (1,2) …; empty where they were not estimated.</param>
/// <param name="Replicate">What replicates differ by, all combinations alike; zero degrees for a single one.</param>
/// <param name="Higher">Interactions of three and more factors; unknown where they stand in the residual.</param>
/// <param name="Residual">What combinations differ by from replicate to replicate, and all else that the model leaves.</param>
public sealed record VarianceDecomposition(
    bool Exact, double Total, IReadOnlyList<VarianceComponent> Main, IReadOnlyList<VarianceComponent> Pairs,
    VarianceComponent Replicate, VarianceComponent Higher, VarianceComponent Residual);
