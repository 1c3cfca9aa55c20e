namespace Sweep.Reporting.Plots;

/// <summary>A part of the bars.</summary>
/// <param name="Name">Its name: a verdict.</param>
/// <param name="Color">Its colour; by its place where null.</param>
public sealed record StackedCategory(string Name, PlotColor? Color = null);
