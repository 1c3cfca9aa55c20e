namespace Sweep.Core.Statistics.Fitting;

/// <summary>Means that stand for all other levels alike, with what each unit says of them.</summary>
/// <param name="Estimates">The means; NaN where one cannot be told.</param>
/// <param name="Units">For each unit the same means; empty where units are not told apart.</param>
/// <param name="Errors">Standard errors where units are not told apart; else empty.</param>
internal sealed record UnitMeans(double[] Estimates, IReadOnlyList<double[]> Units, double[] Errors);
