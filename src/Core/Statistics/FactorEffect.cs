namespace Sweep.Core.Statistics;

/// <summary>All that a sweep says about one factor.</summary>
/// <param name="Factor">Its name.</param>
/// <param name="Share">Share of the objective's variance that it explains.</param>
/// <param name="Best">Number of its best level by mean; -1 where none has a value.</param>
/// <param name="Levels">Its levels, in its order.</param>
/// <param name="VersusBest">Each level's effect against the best; empty where there is no best.</param>
public sealed record FactorEffect(
    string Factor, VarianceShare Share, int Best, IReadOnlyList<LevelSummary> Levels, IReadOnlyList<MainEffect> VersusBest)
{
    /// <summary>All factors, the one that explains most first: by ω², then η², then the table's order; unknown shares last.</summary>
    /// <param name="table">The trials.</param>
    /// <param name="maximize">Whether more of the objective is better.</param>
    /// <param name="confidence">Level of all intervals.</param>
    public static IReadOnlyList<FactorEffect> Rank(ObservationTable table, bool maximize, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. Enumerable.Range(0, table.Factors.Count)
            .Select(factor => Of(table, factor, maximize, confidence))
            .OrderByDescending(e => Known(e.Share.OmegaSquared))
            .ThenByDescending(e => Known(e.Share.EtaSquared))];
    }

    private static FactorEffect Of(ObservationTable table, int factor, bool maximize, double confidence)
    {
        var levels = LevelSummary.Of(table, factor, confidence);
        var best = -1;
        for (var i = 0; i < levels.Count; i++)
        {
            var mean = levels[i].Objective.Mean;
            if (!double.IsNaN(mean) && (best < 0 || (maximize ? mean > levels[best].Objective.Mean : mean < levels[best].Objective.Mean)))
                best = i;
        }

        return new(table.Factors[factor].Name, VarianceShare.Of(table, factor), best, levels,
            best < 0 ? [] : MainEffect.Of(table, factor, best, confidence));
    }

    private static double Known(double share) => double.IsNaN(share) ? double.NegativeInfinity : share;
}
