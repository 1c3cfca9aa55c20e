namespace Sweep.Reporting.Plots;

/// <summary>What a critical-difference diagram compares.</summary>
/// <param name="Name">Its name: a level.</param>
/// <param name="MeanRank">Its mean rank; 1 is best.</param>
public sealed record RankedItem(string Name, double MeanRank);
