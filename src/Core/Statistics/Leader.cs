namespace Sweep.Core.Statistics;

/// <summary>A combination's place among all.</summary>
/// <param name="Combination">Its index.</param>
/// <param name="Tally">What its replicates gave.</param>
/// <param name="Complete">Whether every replicate completed.</param>
public sealed record Leader(long Combination, CombinationTally Tally, bool Complete)
{
    /// <summary>
    /// The best combinations by mean objective. One with a replicate that diverged or is missing comes after all that are
    /// complete, since its mean leaves out what went wrong; one without any value is not listed. Ties go by index.
    /// </summary>
    /// <param name="tallies">A tally for each combination, by index.</param>
    /// <param name="replicates">Replicates that the design has.</param>
    /// <param name="maximize">Whether more is better.</param>
    /// <param name="count">How many are wanted.</param>
    public static IReadOnlyList<Leader> Rank(IReadOnlyList<CombinationTally> tallies, int replicates, bool maximize, int count = 10)
    {
        ArgumentNullException.ThrowIfNull(tallies);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = Comparer<int>.Create((a, b) =>
        {
            var (x, y) = (tallies[a], tallies[b]);
            var byComplete = (y.Completed == replicates).CompareTo(x.Completed == replicates);
            if (byComplete != 0)
                return byComplete;
            var byMean = maximize ? y.Mean.CompareTo(x.Mean) : x.Mean.CompareTo(y.Mean);
            return byMean != 0 ? byMean : a.CompareTo(b);
        });

        return [.. Enumerable.Range(0, tallies.Count)
            .Where(i => tallies[i].Completed > 0)
            .Order(order)
            .Take(count)
            .Select(i => new Leader(i, tallies[i], tallies[i].Completed == replicates))];
    }
}
