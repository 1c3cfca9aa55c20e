namespace Sweep.Core.Specs;

/// <summary>A range of numbers that a sampled design draws from.</summary>
/// <param name="From">Least value.</param>
/// <param name="To">Greatest value.</param>
/// <param name="Log">Whether values are spread evenly in their logarithm.</param>
/// <param name="Whole">Whether values are whole numbers.</param>
public sealed record FactorRange(double From, double To, bool Log, bool Whole);
