namespace Sweep.Core.Statistics.Fitting;

/// <summary>Takes from means what belongs to the grand mean and to each factor alone.</summary>
internal static class Centring
{
    /// <summary>Each value less the mean of all.</summary>
    public static double[] Once(double[] values)
    {
        var mean = values.Sum() / values.Length;
        return [.. values.Select(v => v - mean)];
    }

    /// <summary>Each value of a table, the column varying fastest, less its row's and its column's mean and plus that of all.</summary>
    public static double[] Twice(double[] values, int rows, int columns)
    {
        var byRow = new double[rows];
        var byColumn = new double[columns];
        for (var i = 0; i < values.Length; i++)
        {
            byRow[i / columns] += values[i] / columns;
            byColumn[i % columns] += values[i] / rows;
        }

        var all = byRow.Sum() / rows;
        return [.. values.Select((v, i) => v - byRow[i / columns] - byColumn[i % columns] + all)];
    }
}
