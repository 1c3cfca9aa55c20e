namespace Sweep.Reporting.Plots;

/// <summary>One point of a line with its band.</summary>
/// <param name="X">Place along the axis: the epoch.</param>
/// <param name="Y">The line: a median. A value that is not finite is a gap.</param>
/// <param name="Low">Lower edge of the band; NaN for none.</param>
/// <param name="High">Upper edge of the band; NaN for none.</param>
public sealed record LinePoint(double X, double Y, double Low = double.NaN, double High = double.NaN);
