namespace Sweep.Core.Statistics;

/// <summary>Differences between trials that agree in the replicate and in every factor but one.</summary>
internal static class PairedDifferences
{
    /// <summary>For each level of the factor, its value minus the reference's in every block that has both.</summary>
    public static IReadOnlyList<List<double>> Of(ObservationTable table, int factor, int reference)
    {
        var levels = table.Factors[factor].Levels.Count;
        var rows = Enumerable.Range(0, table.Rows).Where(r => !double.IsNaN(table.ValueOf(r))).ToArray();
        var comparer = Comparer<int>.Create((a, b) => CompareBlock(table, factor, a, b) is var c && c != 0 ? c : a.CompareTo(b));
        Array.Sort(rows, comparer);

        var differences = Enumerable.Range(0, levels).Select(_ => new List<double>()).ToArray();
        var block = new double[levels];
        for (int first = 0, next; first < rows.Length; first = next)
        {
            Array.Fill(block, double.NaN);
            for (next = first; next < rows.Length && CompareBlock(table, factor, rows[first], rows[next]) == 0; next++)
            {
                // A sampled design can meet a combination twice; the first stands for it.
                var level = table.LevelOf(rows[next], factor);
                if (double.IsNaN(block[level]))
                    block[level] = table.ValueOf(rows[next]);
            }

            for (var level = 0; level < levels && !double.IsNaN(block[reference]); level++)
            {
                if (level != reference && !double.IsNaN(block[level]))
                    differences[level].Add(block[level] - block[reference]);
            }
        }

        return differences;
    }

    private static int CompareBlock(ObservationTable table, int factor, int a, int b)
    {
        var order = table.ReplicateOf(a).CompareTo(table.ReplicateOf(b));
        for (var f = 0; f < table.Factors.Count && order == 0; f++)
        {
            if (f != factor)
                order = table.LevelOf(a, f).CompareTo(table.LevelOf(b, f));
        }

        return order;
    }
}
