using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Plots;

/// <summary>
/// Mean ranks on a line; a bar joins those that Nemenyi's test does not tell apart (Demšar 2006, Statistical comparisons of
/// classifiers over multiple data sets, JMLR 7, figure 1). Items carry <c>data-level</c>.
/// </summary>
public sealed record CriticalDifferenceDiagram : Chart
{
    /// <summary>The items, in any order.</summary>
    public required IReadOnlyList<RankedItem> Items { get; init; }

    /// <summary>Mean ranks further apart than this differ.</summary>
    public required double CriticalDifference { get; init; }

    /// <inheritdoc/>
    public override bool IsEmpty => !Known().Any();

    /// <summary>
    /// The largest groups of items, in order of rank, of which no two differ: first and last index among the items with a rank,
    /// in ascending order. Groups of one are left out.
    /// </summary>
    public IReadOnlyList<(int First, int Last)> Groups()
    {
        var ranks = Known().Select(i => i.MeanRank).ToList();
        var groups = new List<(int First, int Last)>();
        for (var first = 0; first < ranks.Count; first++)
        {
            var last = first;
            while (last + 1 < ranks.Count && ranks[last + 1] - ranks[first] <= CriticalDifference)
                last++;
            if (last > first && (groups.Count == 0 || groups[^1].Last < last))
                groups.Add((first, last));
        }

        return groups;
    }

    /// <inheritdoc/>
    public override ChartTable ToTable() => new(
        ["item", "mean rank", "critical difference"],
        [.. Items.Select(i => (IReadOnlyList<object?>)[i.Name, i.MeanRank, CriticalDifference])]);

    internal override Picture Draw(SvgOptions options) => CriticalDifferenceDrawing.Draw(this, options);

    /// <summary>The items that have a rank, the best first.</summary>
    internal IEnumerable<RankedItem> Known() => Items.Where(i => Math.Abs(i.MeanRank) <= 1e6).OrderBy(i => i.MeanRank);

    private protected override string Describe()
    {
        var known = Known().ToList();
        var groups = Groups().Select(g => string.Join(", ", known.Skip(g.First).Take(g.Last - g.First + 1).Select(i => i.Name)));
        return $"Mean ranks, 1 is best: {string.Join(", ", known.Select(i => $"{i.Name} {Show.Number(i.MeanRank)}"))}. Critical difference {Show.Number(CriticalDifference)}. Not told apart: {string.Join("; ", groups.DefaultIfEmpty("none"))}.";
    }
}
