namespace Sweep.Core.Statistics;

/// <summary>A combination's place among all.</summary>
/// <param name="Combination">Its index.</param>
/// <param name="Tally">What its replicates gave.</param>
/// <param name="Complete">Whether every replicate completed.</param>
public sealed record Leader(long Combination, CombinationTally Tally, bool Complete)
{
    /// <summary>Student's t interval of its mean over replicates; unknown for fewer than two.</summary>
    public Interval IntervalAt(double confidence) => StudentInterval.Of(Tally.Mean, Tally.StandardError, Tally.Completed - 1, confidence);

    /// <summary>
    /// The best combinations by mean objective. One with a replicate that diverged or is missing comes after all that are
    /// complete, since its mean leaves out what went wrong; one without any value is not listed. Ties go by index.
    /// </summary>
    /// <param name="tallies">A tally for each combination that has a result, by its index, in any order.</param>
    /// <param name="replicates">Replicates that the design has.</param>
    /// <param name="maximize">Whether more is better.</param>
    /// <param name="count">How many are wanted.</param>
    public static IReadOnlyList<Leader> Rank(IEnumerable<KeyValuePair<long, CombinationTally>> tallies, int replicates, bool maximize, int count = 10)
    {
        ArgumentNullException.ThrowIfNull(tallies);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = Comparer<Leader>.Create((x, y) =>
        {
            var byComplete = y.Complete.CompareTo(x.Complete);
            if (byComplete != 0)
                return byComplete;
            var byMean = maximize ? y.Tally.Mean.CompareTo(x.Tally.Mean) : x.Tally.Mean.CompareTo(y.Tally.Mean);
            return byMean != 0 ? byMean : x.Combination.CompareTo(y.Combination);
        });

        return [.. tallies
            .Where(t => t.Value.Completed > 0)
            .Select(t => new Leader(t.Key, t.Value, t.Value.Completed == replicates))
            .Order(order)
            .Take(count)];
    }
}
