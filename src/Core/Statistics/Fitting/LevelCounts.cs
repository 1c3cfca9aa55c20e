using Sweep.Core.Results;

namespace Sweep.Core.Statistics.Fitting;

/// <summary>Plain counts and means of one factor's levels.</summary>
internal sealed class LevelCounts
{
    private readonly int[][] _counts;

    public LevelCounts(ObservationTable table, int factor)
    {
        var levels = table.Factors[factor].Levels.Count;
        _counts = [.. Enumerable.Range(0, levels).Select(_ => new int[6])];
        for (var row = 0; row < table.Rows; row++)
        {
            var counts = _counts[table.LevelOf(row, factor)];
            if (!double.IsNaN(table.ValueOf(row)))
                counts[0]++;
            else
                counts[(int)table.OutcomeOf(row)]++;
        }

        var values = _counts.Select(c => new double[c[0]]).ToArray();
        var filled = new int[levels];
        for (var row = 0; row < table.Rows; row++)
        {
            var level = table.LevelOf(row, factor);
            if (!double.IsNaN(table.ValueOf(row)))
                values[level][filled[level]++] = table.ValueOf(row);
        }

        Means = [.. values.Select(v => v.Length == 0 ? double.NaN : v.Sum() / v.Length)];
        Medians = [.. values.Select(Median)];
    }

    /// <summary>Plain mean of each level; NaN for none.</summary>
    public double[] Means { get; }

    /// <summary>Median of each level; NaN for none.</summary>
    public double[] Medians { get; }

    /// <summary>Trials with a value.</summary>
    public int Valued(int level) => _counts[level][0];

    /// <summary>Trials of an outcome without a value.</summary>
    public int Without(int level, TrialOutcome outcome) => _counts[level][(int)outcome];

    /// <summary>Trials without a value.</summary>
    public int Missing(int level) => _counts[level].Sum() - Valued(level);

    private static double Median(double[] values)
    {
        if (values.Length == 0)
            return double.NaN;
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] / 2) + (values[values.Length / 2] / 2);
    }
}
