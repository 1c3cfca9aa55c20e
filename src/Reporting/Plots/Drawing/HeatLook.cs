namespace Sweep.Reporting.Plots.Drawing;

/// <summary>What all panels of a heat map share.</summary>
internal sealed record HeatLook(
    HeatMap Map, HeatColors Colors, double Labels, double CellWidth, double CellHeight, SvgOptions Options, bool Slanted, bool Values);
