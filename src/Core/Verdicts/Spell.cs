namespace Sweep.Core.Verdicts;

/// <summary>Epochs over which a verdict held.</summary>
/// <param name="First">Epoch in which it began.</param>
/// <param name="Last">Last epoch of it.</param>
/// <param name="Median">Median of the finite values in it; the last value where none is finite.</param>
internal sealed record Spell(int First, int Last, double Median);
