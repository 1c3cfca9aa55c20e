namespace Sweep.Core.Statistics;

/// <summary>Two levels together.</summary>
/// <param name="Trials">Trials with a value.</param>
/// <param name="Diverged">Trials that diverged.</param>
/// <param name="Mean">Plain mean of the values; NaN for none.</param>
/// <param name="Deviation">What the two do together beyond the sum of what each does alone; NaN where it cannot be told.</param>
/// <param name="StandardError">The deviation's standard error.</param>
/// <param name="Confidence">The deviation's t interval.</param>
public sealed record InteractionCell(int Trials, int Diverged, double Mean, double Deviation, double StandardError, Interval Confidence);
