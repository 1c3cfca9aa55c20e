namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Chooses which of many points are drawn.</summary>
internal static class Thinning
{
    /// <summary>
    /// Indices in ascending order, no more than asked for: the ends, and of each run of neighbours the lowest and the highest, so
    /// that no extreme is lost.
    /// </summary>
    public static IReadOnlyList<int> Extremes(int count, int most, Func<int, double> value, Func<double, bool> takes)
    {
        if (count <= most)
            return [.. Enumerable.Range(0, count)];
        var kept = new SortedSet<int> { 0, count - 1 };
        var runs = (most - 2) / 2;
        for (var run = 0; run < runs; run++)
        {
            var begin = (int)((long)run * count / runs);
            var end = (int)((long)(run + 1) * count / runs);
            var range = Enumerable.Range(begin, end - begin).Where(i => takes(value(i))).ToList();
            kept.Add(range.Count == 0 ? begin : range.MinBy(value));
            kept.Add(range.Count == 0 ? begin : range.MaxBy(value));
        }

        return [.. kept];
    }
}
