namespace Sweep.Core.Verdicts;

/// <summary>Why a verdict was given.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Layer">The layer it was seen in; 0 where it concerns none.</param>
/// <param name="FirstEpoch">First epoch judged; 0 where no epoch was.</param>
/// <param name="LastEpoch">Last epoch judged.</param>
/// <param name="Value">The number that decided.</param>
/// <param name="Threshold">What it was held against.</param>
/// <param name="Text">The same for people, with numbers in it.</param>
public sealed record VerdictEvidence(Verdict Verdict, int Layer, int FirstEpoch, int LastEpoch, double Value, double Threshold, string Text);
