namespace Sweep.Core.Statistics;

/// <summary>
/// How much of the objective's variance over all trials one factor explains by itself (one-way analysis of variance).
/// </summary>
/// <param name="EtaSquared">η² = SS between levels / SS total; never falls with more levels, so it flatters factors that have many.</param>
/// <param name="OmegaSquared">ω² = (SS between − (k−1)·MS within)/(SS total + MS within), which takes chance off (Hays 1963); below 0 where a factor explains less than chance would.</param>
public readonly record struct VarianceShare(double EtaSquared, double OmegaSquared)
{
    /// <summary>The share of one factor; NaN where the trials have no variance or each level has a single one.</summary>
    public static VarianceShare Of(ObservationTable table, int factor)
    {
        ArgumentNullException.ThrowIfNull(table);
        var k = table.Factors[factor].Levels.Count;
        var counts = new int[k];
        var means = new double[k];
        double n = 0, grand = 0;
        for (var row = 0; row < table.Rows; row++)
        {
            if (double.IsNaN(table.ValueOf(row)))
                continue;
            var level = table.LevelOf(row, factor);
            counts[level]++;
            means[level] += table.ValueOf(row);
            grand += table.ValueOf(row);
            n++;
        }

        grand /= n;
        var met = 0;
        for (var level = 0; level < k; level++)
        {
            if (counts[level] == 0)
                continue;
            means[level] /= counts[level];
            met++;
        }

        double between = 0, within = 0;
        for (var row = 0; row < table.Rows; row++)
        {
            var value = table.ValueOf(row);
            if (double.IsNaN(value))
                continue;
            var mean = means[table.LevelOf(row, factor)];
            between += (mean - grand) * (mean - grand);
            within += (value - mean) * (value - mean);
        }

        var total = between + within;
        if (!(total > 0))
            return new(double.NaN, double.NaN);
        var msWithin = within / (n - met);
        return new(between / total, n > met ? (between - ((met - 1) * msWithin)) / (total + msWithin) : double.NaN);
    }
}
