namespace Sweep.Silo.Metrics;

/// <summary>What became of the trials with one level of one factor.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="Level">The level, as <see cref="LevelLabel"/> has it.</param>
/// <param name="Trials">Trials with a result.</param>
/// <param name="ObjectiveTrials">Of them, those with a finite objective.</param>
/// <param name="ObjectiveMean">Mean of the finite objectives; NaN where there are none.</param>
/// <param name="ObjectiveDeviation">Their standard deviation, with n − 1; NaN where there are fewer than two.</param>
/// <param name="VerdictShares">Each verdict's share of the trials that were judged; empty where none was.</param>
public sealed record LevelGauge(
    string Factor, string Level, long Trials, long ObjectiveTrials, double ObjectiveMean, double ObjectiveDeviation,
    IReadOnlyList<(string Verdict, double Share)> VerdictShares);
