namespace Sweep.Reporting.Plots.Drawing;

/// <summary>A row as <see cref="IntervalDrawing"/> draws it; <c>Short</c> is the number without its interval, for narrow charts.</summary>
internal sealed record IntervalMark(
    string? Group, string Label, double Value, double Low, double High, bool Filled, PlotColor Color, IReadOnlyList<double> Spread, string? Detail, string Shown, string Short);
