namespace Sweep.Reporting.Plots;

/// <summary>One bar of a timeline.</summary>
/// <param name="Lane">The worker that it ran on.</param>
/// <param name="Start">Seconds since the beginning.</param>
/// <param name="End">Seconds since the beginning; NaN where it has not ended, and it is drawn, fainter, to the end of the axis.</param>
/// <param name="Category">Index of its outcome in the chart's categories.</param>
/// <param name="Trial">Index of its trial (<c>data-trial</c>).</param>
/// <param name="Label">More for the tooltip.</param>
public sealed record TimelineBar(string Lane, double Start, double End, int Category, long Trial, string Label = "");
