namespace Sweep.Reporting.Plots.Drawing;

/// <summary>A row as <see cref="IntervalDrawing"/> draws it.</summary>
internal sealed record IntervalMark(
    string? Group, string Label, double Value, double Low, double High, bool Filled, PlotColor Color, IReadOnlyList<double> Spread, string? Detail, string Shown);
