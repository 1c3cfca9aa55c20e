namespace Sweep.Core.Statistics;

/// <summary>
/// The second opinion: in how many settings is a level better, whatever by? Levels are ranked within each block, a
/// combination of all other factors; a diverged trial is the worst rank, and more diverged replicates are worse than fewer.
/// </summary>
/// <param name="Blocks">Blocks in which every level has a rank.</param>
/// <param name="LeftOut">Blocks left out, as a trial failed, was stopped or is missing.</param>
/// <param name="MeanRanks">Mean rank of each level, 1 the best; NaN without blocks.</param>
/// <param name="Friedman">Friedman's χ², corrected for ties (Friedman 1937; Conover 1999); NaN without blocks.</param>
/// <param name="P">Its p-value.</param>
/// <param name="AdjustedP">The same, corrected over factors.</param>
/// <param name="CriticalDifference">Nemenyi's: mean ranks at least this far apart differ (Demšar 2006).</param>
/// <param name="PairwiseP">Nemenyi's p-value of each pair of levels, already corrected within the factor; [i][j], 1 on the diagonal.</param>
public sealed record RankAnalysis(
    int Blocks, int LeftOut, IReadOnlyList<double> MeanRanks, double Friedman, double P, double AdjustedP,
    double CriticalDifference, IReadOnlyList<IReadOnlyList<double>> PairwiseP);
