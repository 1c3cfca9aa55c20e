namespace Sweep.Core.Statistics.Fitting;

/// <summary>
/// Ranks of a factor's levels, 1 the best, within settings: a setting is a combination of all other factors. A trial that
/// diverged comes after all that have a value. Where replicates are the unit, each is one block, in which levels are
/// ranked by their mean rank over its settings, for its settings share their seeds and are no blocks of their own; else
/// each setting is a block, its replicates averaged and those that diverged counted first.
/// </summary>
internal sealed class RankBlocks
{
    private readonly double[] _sums;
    private readonly int[] _levels;
    private int _settings;

    /// <param name="grid">The trials.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="levels">Its levels that were met at all.</param>
    /// <param name="maximize">Whether more is better.</param>
    /// <param name="byReplicate">Whether replicates are the blocks.</param>
    public RankBlocks(TrialGrid grid, int factor, int[] levels, bool maximize, bool byReplicate)
    {
        _levels = levels;
        _sums = new double[levels.Length];
        var sign = maximize ? -1 : 1;
        var perReplicate = Enumerable.Range(0, grid.Replicates).Select(_ => (Sums: new double[levels.Length], Settings: 0)).ToArray();
        foreach (var block in grid.BlocksOf(factor))
        {
            // Replicates that lack a level would hold it against fewer trials than the rest.
            var usable = Enumerable.Range(0, grid.Replicates).Where(r => levels.All(l => !double.IsNaN(block[(l * grid.Replicates) + r]))).ToArray();
            if (usable.Length == 0 && levels.Any(l => Enumerable.Range(0, grid.Replicates).Any(r => !double.IsNaN(block[(l * grid.Replicates) + r]))))
                LeftOut++;
            if (byReplicate)
            {
                foreach (var replicate in usable)
                {
                    var ranks = FriedmanTest.Ranks([.. levels.Select(l => block[(l * grid.Replicates) + replicate] is var v && double.IsFinite(v) ? sign * v : double.PositiveInfinity)]);
                    Count(ranks);
                    for (var i = 0; i < ranks.Length; i++)
                        perReplicate[replicate].Sums[i] += ranks[i];
                    perReplicate[replicate].Settings++;
                }
            }
            else if (usable.Length > 0)
            {
                var ranks = FriedmanTest.Ranks(Ordered([.. levels.Select(l => Value(block, l, usable, grid.Replicates, sign))]));
                Count(ranks);
                Blocks.Add(ranks);
            }
        }

        // Rounding must not break ties of mean ranks.
        if (byReplicate)
            Blocks.AddRange(perReplicate.Where(r => r.Settings > 0).Select(r => r.Sums.Select(s => Math.Round(s / r.Settings, 9)).ToArray()));
    }

    /// <summary>A value for each level in each block, less being better.</summary>
    public List<double[]> Blocks { get; } = [];

    /// <summary>Settings in which no replicate has all levels.</summary>
    public int LeftOut { get; }

    /// <summary>Mean rank of each of the table's levels over settings; NaN for those that were not met.</summary>
    public double[] SettingRanks(int levels)
        => [.. Enumerable.Range(0, levels).Select(l => Array.IndexOf(_levels, l) is var i && i >= 0 && _settings > 0 ? _sums[i] / _settings : double.NaN)];

    private void Count(double[] ranks)
    {
        _settings++;
        for (var i = 0; i < ranks.Length; i++)
            _sums[i] += ranks[i];
    }

    private static (int Diverged, double Mean) Value(double[] block, int level, int[] usable, int replicates, int sign)
    {
        double sum = 0;
        var diverged = 0;
        foreach (var replicate in usable)
        {
            var value = block[(level * replicates) + replicate];
            if (double.IsFinite(value))
                sum += value;
            else
                diverged++;
        }

        return (diverged, diverged == usable.Length ? 0 : sign * sum / (usable.Length - diverged));
    }

    // Places in the order of (diverged, mean), the same for equals: all that ranks need.
    private static double[] Ordered((int Diverged, double Mean)[] values)
    {
        var distinct = values.Distinct().Order().ToArray();
        return [.. values.Select(v => (double)Array.IndexOf(distinct, v))];
    }
}
