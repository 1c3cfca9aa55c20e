namespace Sweep.Core.Verdicts;

/// <summary>A verdict about one layer: vanishing, exploding, dead, saturated, diverged, or healthy where it has none of these.</summary>
/// <param name="Layer">The layer, from 1; the output layer is the last.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="FirstEpoch">Epoch in which it began; 0 where no epoch was measured.</param>
/// <param name="LastEpoch">Last epoch judged.</param>
/// <param name="Value">The number that decided; NaN for healthy.</param>
/// <param name="Threshold">What it was held against; NaN for healthy.</param>
public sealed record LayerVerdict(int Layer, Verdict Verdict, int FirstEpoch, int LastEpoch, double Value, double Threshold);
