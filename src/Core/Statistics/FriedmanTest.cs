namespace Sweep.Core.Statistics;

/// <summary>Friedman's test of k treatments in n blocks, with Nemenyi's comparison of pairs. Less is better, infinity is worst; ties share ranks.</summary>
public static class FriedmanTest
{
    /// <summary>Mean ranks, χ² corrected for ties and its p-value; NaN where all blocks tie throughout.</summary>
    /// <param name="blocks">For each block a value for each treatment.</param>
    public static (double[] MeanRanks, double ChiSquared, double P) Of(IReadOnlyList<double[]> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        if (blocks.Count == 0)
            return ([], double.NaN, double.NaN);
        var k = blocks[0].Length;
        var n = blocks.Count;
        var sums = new double[k];
        var ranks = new double[k];
        var order = new int[k];
        var ties = 0.0;
        foreach (var block in blocks)
        {
            ties += Rank(block, order, ranks);
            for (var i = 0; i < k; i++)
                sums[i] += ranks[i];
        }

        var centre = n * (k + 1) / 2.0;
        var spread = sums.Sum(s => (s - centre) * (s - centre));
        var chance = (n * k * (k + 1) / 12.0) - (ties / (12.0 * (k - 1)));
        var statistic = k < 2 || chance <= 0 ? double.NaN : spread / chance;
        return ([.. sums.Select(s => s / n)], statistic, TailProbability.ChiSquared(statistic, k - 1));
    }

    /// <summary>Ranks of one block, ties sharing theirs.</summary>
    public static double[] Ranks(double[] block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var ranks = new double[block.Length];
        Rank(block, new int[block.Length], ranks);
        return ranks;
    }

    /// <summary>Nemenyi's critical difference of mean ranks.</summary>
    public static double CriticalDifference(int treatments, int blocks, double alpha = 0.05)
        => treatments < 2 || blocks < 1 ? double.NaN : StudentizedRange.Quantile(1 - alpha, treatments) * Spread(treatments, blocks);

    /// <summary>Nemenyi's p-value of two mean ranks.</summary>
    public static double PairwiseP(double difference, int treatments, int blocks)
        => treatments < 2 || blocks < 1 ? double.NaN : Math.Max(0, 1 - StudentizedRange.Cdf(Math.Abs(difference) / Spread(treatments, blocks), treatments));

    /// <summary>Nemenyi's p-values of all mean ranks: [i][j], 1 on the diagonal.</summary>
    public static IReadOnlyList<IReadOnlyList<double>> PairwiseP(IReadOnlyList<double> ranks, int treatments, int blocks)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        var p = ranks.Select(_ => new double[ranks.Count]).ToArray();
        for (var i = 0; i < ranks.Count; i++)
        {
            p[i][i] = 1;
            for (var j = 0; j < i; j++)
                p[i][j] = p[j][i] = PairwiseP(ranks[i] - ranks[j], treatments, blocks);
        }

        return p;
    }

    private static double Spread(int treatments, int blocks) => Math.Sqrt(treatments * (treatments + 1) / (12.0 * blocks));

    /// <summary>Ranks one block; returns Σ(t³ − t) over its ties.</summary>
    private static double Rank(double[] block, int[] order, double[] ranks)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => block[a].CompareTo(block[b]) is var c && c != 0 ? c : a.CompareTo(b));
        var ties = 0.0;
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first + 1; next < order.Length && block[order[next]] == block[order[first]]; next++)
            {
            }

            double t = next - first;
            for (var i = first; i < next; i++)
                ranks[order[i]] = (first + next + 1) / 2.0;
            ties += (t * t * t) - t;
        }

        return ties;
    }
}
