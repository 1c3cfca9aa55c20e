namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Merges neighbouring columns where a panel has no room for all, or the page no room for all cells.</summary>
internal static class HeatReduction
{
    /// <summary>The panel with each run of columns as one: the mean (on a log scale the geometric one) of what is there; infinite where one is.</summary>
    public static HeatPanel Merge(HeatPanel panel, int run, bool log)
    {
        if (run <= 1)
            return panel;
        var columns = new List<string>();
        for (var first = 0; first < panel.Columns.Count; first += run)
        {
            var last = Math.Min(first + run, panel.Columns.Count) - 1;
            columns.Add(first == last ? panel.Columns[first] : $"{panel.Columns[first]}–{panel.Columns[last]}");
        }

        var values = panel.Rows.Select((_, row) => (IReadOnlyList<double>)[.. columns.Select((_, i) => Mean(panel, row, i * run, run, log))]).ToList();
        return new(panel.Title, panel.Rows, columns, values);
    }

    private static double Mean(HeatPanel panel, int row, int first, int run, bool log)
    {
        var sum = 0.0;
        var count = 0;
        for (var column = first; column < Math.Min(first + run, panel.Columns.Count); column++)
        {
            var value = HeatMap.Cell(panel, row, column);
            if (double.IsInfinity(value))
                return value;
            if (double.IsNaN(value) || (log && value <= 0))
                continue;
            // A running mean, so that large numbers do not overflow a sum.
            count++;
            sum += ((log ? Math.Log10(value) : value) - sum) / count;
        }

        return count == 0 ? double.NaN : log ? Math.Pow(10, sum) : sum;
    }
}
