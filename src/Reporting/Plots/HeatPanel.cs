namespace Sweep.Reporting.Plots;

/// <summary>One panel of a heat map.</summary>
/// <param name="Title">Its heading: a level. Empty for none.</param>
/// <param name="Rows">Labels of the rows, from the top.</param>
/// <param name="Columns">Labels of the columns.</param>
/// <param name="Values">A list per row, a number per column; NaN where there is none, infinities as they are.</param>
public sealed record HeatPanel(string Title, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<double>> Values);
