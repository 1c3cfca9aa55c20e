namespace Sweep.Reporting.Plots;

/// <summary>One estimate of a forest plot.</summary>
/// <param name="Label">What is estimated: a level, or a pair of levels.</param>
/// <param name="Estimate">The estimate; NaN where there is none, which is then written.</param>
/// <param name="Low">Lower end of the interval; NaN where there is none.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Group">Heading that the row stands under: a factor. Rows of one group follow each other.</param>
/// <param name="Significant">Whether the test says that it differs from the reference; null where it was not tested.</param>
/// <param name="Detail">More for the tooltip: the p-value, the number of pairs.</param>
public sealed record ForestRow(string Label, double Estimate, double Low, double High, string? Group = null, bool? Significant = null, string? Detail = null);
