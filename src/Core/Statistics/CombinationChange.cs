namespace Sweep.Core.Statistics;

/// <summary>How one combination differs between two sweeps.</summary>
/// <param name="Combination">Its number.</param>
/// <param name="Pairs">Trials that have a value in both.</param>
/// <param name="Before">Their mean in the first sweep.</param>
/// <param name="After">Their mean in the second.</param>
/// <param name="Difference">After less before.</param>
/// <param name="StandardError">Its standard error; NaN for a single pair.</param>
/// <param name="Confidence">Its t interval.</param>
/// <param name="P">Two-sided p-value of no difference.</param>
/// <param name="AdjustedP">The same, corrected over combinations.</param>
public sealed record CombinationChange(
    int Combination, int Pairs, double Before, double After, double Difference, double StandardError, Interval Confidence, double P, double AdjustedP);
