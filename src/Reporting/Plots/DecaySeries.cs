namespace Sweep.Reporting.Plots;

/// <summary>One level's decay over depth.</summary>
/// <param name="Name">Its name in the legend: a level.</param>
/// <param name="Measured">What was measured at each depth, with its band.</param>
/// <param name="Bound">The theoretical bound over depth; empty for none. Only x and y are used.</param>
/// <param name="Color">Its colour; by its place in the chart where null.</param>
public sealed record DecaySeries(string Name, IReadOnlyList<LinePoint> Measured, IReadOnlyList<LinePoint> Bound, PlotColor? Color = null);
