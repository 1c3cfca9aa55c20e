using Sweep.Core.Configuration;

namespace Sweep.Core.Statistics;

/// <summary>P-values corrected for the number of comparisons in their family, at most 1 and in the order of the uncorrected ones.</summary>
public static class MultipleComparisons
{
    /// <summary>The corrected p-values in their places; NaN stays and counts for nothing.</summary>
    public static double[] Adjust(IReadOnlyList<double> p, Adjustment adjustment)
    {
        ArgumentNullException.ThrowIfNull(p);
        var adjusted = p.ToArray();
        if (adjustment == Adjustment.None)
            return adjusted;
        var order = Enumerable.Range(0, p.Count).Where(i => !double.IsNaN(p[i])).OrderBy(i => p[i]).ToArray();
        var m = order.Length;
        if (adjustment == Adjustment.Holm)
        {
            var least = 0.0;
            for (var rank = 0; rank < m; rank++)
                adjusted[order[rank]] = least = Math.Max(least, Math.Min(1, (m - rank) * p[order[rank]]));
            return adjusted;
        }

        var most = 1.0;
        for (var rank = m - 1; rank >= 0; rank--)
            adjusted[order[rank]] = most = Math.Min(most, (double)m / (rank + 1) * p[order[rank]]);
        return adjusted;
    }
}
