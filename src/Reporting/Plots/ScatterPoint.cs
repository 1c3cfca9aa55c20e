namespace Sweep.Reporting.Plots;

/// <summary>One point.</summary>
/// <param name="X">Its place along the horizontal axis.</param>
/// <param name="Y">Its place along the vertical axis.</param>
/// <param name="Label">What it is, for the tooltip.</param>
/// <param name="Trial">Index of its trial (<c>data-trial</c>), where it is one.</param>
public sealed record ScatterPoint(double X, double Y, string Label = "", long? Trial = null);
