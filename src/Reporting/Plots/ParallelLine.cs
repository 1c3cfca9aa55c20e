namespace Sweep.Reporting.Plots;

/// <summary>One line of parallel coordinates.</summary>
/// <param name="Trial">Index of the trial (<c>data-trial</c>).</param>
/// <param name="Values">A value per axis: the index of a level, or a number. NaN, or an index of no level, where there is none.</param>
/// <param name="Label">What it is, for the tooltip.</param>
public sealed record ParallelLine(long Trial, IReadOnlyList<double> Values, string Label = "");
