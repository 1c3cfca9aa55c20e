namespace Sweep.Reporting.Export;

/// <summary>One value of a series.</summary>
/// <param name="Name">Name of the series.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="At">When, as far as the record tells.</param>
/// <param name="Value">The value; never NaN.</param>
internal readonly record struct RunPoint(string Name, int Epoch, DateTimeOffset At, double Value);
