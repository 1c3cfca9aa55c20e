namespace Sweep.Core.Schedulers;

/// <summary>Whole numbers from one to another, both included.</summary>
/// <param name="First">Least number.</param>
/// <param name="Last">Greatest number.</param>
public readonly record struct IndexRange(long First, long Last);
