namespace Sweep.Reporting.Plots;

/// <summary>One axis of a chart.</summary>
/// <param name="Title">What it measures, with the unit in brackets where there is one: <c>validation loss [nats]</c>.</param>
/// <param name="Scale">Linear, log or duration.</param>
/// <param name="Min">Where it begins; by the data where null. Ignored where it is not finite, or not positive on a log axis.</param>
/// <param name="Max">Where it ends; by the data where null.</param>
public sealed record PlotAxis(string Title, AxisScale Scale = AxisScale.Linear, double? Min = null, double? Max = null);
