namespace Sweep.Storage;

/// <summary>A sweep and what became of its trials.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Counts">Its counts.</param>
public sealed record SweepSummary(SweepRecord Sweep, TrialCounts Counts);
