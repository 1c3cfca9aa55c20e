namespace Sweep.Reporting.Plots;

/// <summary>Points of one colour and shape.</summary>
/// <param name="Name">Its name in the legend: a level, an outcome. Empty for none.</param>
/// <param name="Points">Its points.</param>
/// <param name="Color">Its colour; by its place in the chart where null.</param>
public sealed record ScatterGroup(string Name, IReadOnlyList<ScatterPoint> Points, PlotColor? Color = null);
