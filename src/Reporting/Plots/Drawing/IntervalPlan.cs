namespace Sweep.Reporting.Plots.Drawing;

/// <summary>What <see cref="IntervalDrawing"/> draws.</summary>
/// <param name="Axis">The horizontal axis.</param>
/// <param name="Marks">The rows.</param>
/// <param name="Reference">Where a line stands.</param>
/// <param name="LowSide">What lies left of it.</param>
/// <param name="HighSide">What lies right of it.</param>
/// <param name="Shape">Shape of the marks.</param>
/// <param name="Legend">Entries: what a filled and a hollow mark mean.</param>
internal sealed record IntervalPlan(
    PlotAxis Axis, IReadOnlyList<IntervalMark> Marks, double? Reference, string? LowSide, string? HighSide, int Shape, IReadOnlyList<(string Label, bool Filled, PlotColor Color)> Legend);
