namespace Sweep.Reporting.Plots;

/// <summary>A line with its band.</summary>
/// <param name="Name">Its name in the legend: a level.</param>
/// <param name="Points">Points in ascending order of x.</param>
/// <param name="Color">Its colour; by its place in the chart where null.</param>
/// <param name="Dashed">Whether it is a bound, a fit or a forecast, and not measured.</param>
public sealed record LineSeries(string Name, IReadOnlyList<LinePoint> Points, PlotColor? Color = null, bool Dashed = false);
