namespace Sweep.Reporting.Plots;

/// <summary>One bar.</summary>
/// <param name="Label">Its label: a level.</param>
/// <param name="Counts">How many of each category, in the chart's order; negative numbers count as none.</param>
/// <param name="Group">Heading that it stands under: a factor.</param>
public sealed record StackedRow(string Label, IReadOnlyList<long> Counts, string? Group = null);
