namespace Sweep.Core.Statistics;

/// <summary>
/// What the best combination is worth once the luck of having been picked is taken off. For each replicate in turn the
/// best is picked by all the others and valued by that one, which had no part in picking it.
/// </summary>
/// <param name="Combination">Index of the combination with the best mean among those whose replicates all have a value.</param>
/// <param name="Mean">Its mean, flattered by the choice.</param>
/// <param name="Corrected">Mean of the values held out; NaN with fewer than two replicates.</param>
/// <param name="StandardError">Its standard error, with allowance for picks that share replicates.</param>
/// <param name="Confidence">Its t interval over the replicates.</param>
/// <param name="Optimism">How much better <paramref name="Mean"/> looks than <paramref name="Corrected"/>; below 0 by chance.</param>
/// <param name="Rounds">Replicates that were held out.</param>
/// <param name="Lost">Rounds in which the picked combination has no value in the held-out replicate, so that it is in no mean.</param>
/// <param name="SamePick">Rounds that picked this very combination.</param>
/// <param name="Candidates">Combinations among which it was picked.</param>
public sealed record WinnerEstimate(
    long Combination, double Mean, double Corrected, double StandardError, Interval Confidence, double Optimism,
    int Rounds, int Lost, int SamePick, int Candidates);
