namespace Sweep.Reporting.Plots;

/// <summary>One row of an interval chart.</summary>
/// <param name="Label">What is measured: a combination.</param>
/// <param name="Value">The value; NaN where there is none, which is then written.</param>
/// <param name="Low">Lower end of the interval; NaN where there is none.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Spread">The single values behind it, drawn as small dots: the replicates.</param>
/// <param name="Highlight">Whether it is one of the best, and drawn so.</param>
/// <param name="Group">Heading that the row stands under.</param>
/// <param name="Detail">More for the tooltip.</param>
public sealed record IntervalRow(
    string Label, double Value, double Low, double High, IReadOnlyList<double>? Spread = null, bool Highlight = false, string? Group = null, string? Detail = null);
