namespace Sweep.Core.Statistics.Fitting;

/// <summary>
/// Blocks for ranks: a combination of all other factors, in which each level has the mean of its replicates, or comes after
/// all that have one, by how many diverged. Where there is no other factor the replicates are the blocks.
/// </summary>
internal static class RankBlocks
{
    /// <summary>The blocks in which all of some levels have a rank, less being better, and how many others had a trial.</summary>
    /// <param name="grid">The trials.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="levels">Its levels that were met at all.</param>
    /// <param name="maximize">Whether more is better.</param>
    public static (List<double[]> Blocks, int LeftOut) Of(TrialGrid grid, int factor, int[] levels, bool maximize)
    {
        var alone = grid.Sizes.Where((size, f) => f != factor && size > 1).Any() is false;
        var blocks = new List<double[]>();
        var leftOut = 0;
        foreach (var block in grid.BlocksOf(factor))
        {
            // Replicates that lack a level would hold it against fewer trials than the rest.
            var usable = Enumerable.Range(0, grid.Replicates).Where(r => levels.All(l => !double.IsNaN(At(l, r)))).ToArray();
            foreach (var replicates in alone ? usable.Select(r => new[] { r }) : usable.Length > 0 ? [usable] : [])
                blocks.Add(Ordered([.. levels.Select(l => Value(l, replicates))]));
            if (usable.Length == 0 && levels.Any(l => Enumerable.Range(0, grid.Replicates).Any(r => !double.IsNaN(At(l, r)))))
                leftOut++;

            double At(int level, int replicate) => block[(level * grid.Replicates) + replicate];

            (int Diverged, double Mean) Value(int level, int[] replicates)
            {
                double sum = 0;
                var diverged = 0;
                foreach (var replicate in replicates)
                {
                    if (double.IsFinite(At(level, replicate)))
                        sum += At(level, replicate);
                    else
                        diverged++;
                }

                var mean = diverged == replicates.Length ? 0 : sum / (replicates.Length - diverged);
                return (diverged, maximize ? -mean : mean);
            }
        }

        return (blocks, leftOut);
    }

    // Places in the order of (diverged, mean), the same for equals: all that ranks need.
    private static double[] Ordered((int Diverged, double Mean)[] values)
    {
        var distinct = values.Distinct().Order().ToArray();
        return [.. values.Select(v => (double)Array.IndexOf(distinct, v))];
    }
}
