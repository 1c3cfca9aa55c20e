namespace Sweep.Reporting.Plots;

/// <summary>A category that marks are coloured by.</summary>
/// <param name="Name">Its name: a verdict, an outcome.</param>
/// <param name="Color">Its colour; by its place where null.</param>
public sealed record PlotCategory(string Name, PlotColor? Color = null);
