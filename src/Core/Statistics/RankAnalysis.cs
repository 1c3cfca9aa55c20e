namespace Sweep.Core.Statistics;

/// <summary>
/// The second opinion: how often is a level better, whatever by? Levels are ranked within each setting (a combination of all
/// other factors), a diverged trial being the worst rank. Where replicates are the unit, each is one block, in which levels
/// are ranked by their mean rank over its settings; else each setting is a block.
/// </summary>
/// <param name="Blocks">Blocks that were ranked.</param>
/// <param name="LeftOut">Settings left out, as in no replicate every level has a trial that completed or diverged.</param>
/// <param name="MeanRanks">Mean rank of each level over blocks, 1 the best: what the test and the critical difference judge.</param>
/// <param name="SettingRanks">Mean rank of each level over settings and replicates, to look at.</param>
/// <param name="Friedman">Friedman's χ² over blocks, corrected for ties (Friedman 1937; Conover 1999); NaN where all tie.</param>
/// <param name="P">Its p-value.</param>
/// <param name="AdjustedP">The same, corrected over factors.</param>
/// <param name="CriticalDifference">Nemenyi's: mean ranks at least this far apart differ (Demšar 2006).</param>
/// <param name="PairwiseP">Nemenyi's p-value of each pair of levels, already corrected within the factor; [i][j], 1 on the diagonal.</param>
public sealed record RankAnalysis(
    int Blocks, int LeftOut, IReadOnlyList<double> MeanRanks, IReadOnlyList<double> SettingRanks, double Friedman, double P, double AdjustedP,
    double CriticalDifference, IReadOnlyList<IReadOnlyList<double>> PairwiseP);
