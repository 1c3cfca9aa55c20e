namespace Sweep.Core.Statistics;

/// <summary>All that a sweep says about one factor.</summary>
/// <param name="Factor">Its name.</param>
/// <param name="Index">Its number in the table.</param>
/// <param name="Best">Number of its best level by adjusted mean; -1 where none has one.</param>
/// <param name="Levels">Its levels, in its order.</param>
/// <param name="Contrasts">All pairs of levels, or each against <paramref name="Best"/> where there are more than <see cref="MostForAllPairs"/>.</param>
/// <param name="Test">Whether its levels differ at all.</param>
/// <param name="Share">What it explains by itself.</param>
/// <param name="Ranks">The second opinion, by ranks; null where no block has two levels.</param>
public sealed record FactorAnalysis(
    string Factor, int Index, int Best, IReadOnlyList<LevelEstimate> Levels, IReadOnlyList<Contrast> Contrasts,
    OmnibusTest Test, VarianceComponent Share, RankAnalysis? Ranks)
{
    /// <summary>Levels up to which all pairs are compared.</summary>
    public const int MostForAllPairs = 40;

    /// <summary>One level against another; null where they were not compared.</summary>
    public Contrast? Between(int level, int reference)
        => Contrasts.FirstOrDefault(c => c.Level == level && c.Reference == reference)
            ?? Contrasts.FirstOrDefault(c => c.Level == reference && c.Reference == level)?.Reversed();

    /// <summary>A level against the best one; null for the best itself and where they were not compared.</summary>
    public Contrast? VersusBest(int level) => Best < 0 || level == Best ? null : Between(level, Best);
}
