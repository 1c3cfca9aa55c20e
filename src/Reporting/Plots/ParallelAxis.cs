namespace Sweep.Reporting.Plots;

/// <summary>One axis of parallel coordinates.</summary>
/// <param name="Axis">Its title, and its scale where it is numeric.</param>
/// <param name="Levels">Its levels, from the bottom; null where it is numeric.</param>
public sealed record ParallelAxis(PlotAxis Axis, IReadOnlyList<string>? Levels = null);
