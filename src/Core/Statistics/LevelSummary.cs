namespace Sweep.Core.Statistics;

/// <summary>What one level of a factor gave, over all other factors and replicates.</summary>
/// <param name="Factor">The factor's name.</param>
/// <param name="Level">The level's label.</param>
/// <param name="Objective">The objective over the trials that have a value.</param>
/// <param name="Trials">Trials that completed or diverged.</param>
/// <param name="Diverged">Those that diverged: in no mean, so a level with many of them looks better than it is.</param>
/// <param name="DivergedConfidence">Wilson's interval of the share that diverged.</param>
public sealed record LevelSummary(
    string Factor, string Level, MeanEstimate Objective, int Trials, int Diverged, Interval DivergedConfidence)
{
    /// <summary>Share of the trials that diverged; NaN for none.</summary>
    public double DivergedShare => Trials == 0 ? double.NaN : (double)Diverged / Trials;

    /// <summary>The summaries of all levels of one factor, in the factor's order.</summary>
    public static IReadOnlyList<LevelSummary> Of(ObservationTable table, int factor, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (name, labels) = table.Factors[factor];
        var values = labels.Select(_ => new List<double>()).ToArray();
        var trials = new int[labels.Count];
        var diverged = new int[labels.Count];
        for (var row = 0; row < table.Rows; row++)
        {
            var level = table.LevelOf(row, factor);
            trials[level]++;
            if (table.DivergedAt(row))
                diverged[level]++;
            else if (!double.IsNaN(table.ValueOf(row)))
                values[level].Add(table.ValueOf(row));
        }

        return [.. labels.Select((label, i) => new LevelSummary(
            name, label, MeanEstimate.Of(values[i], confidence), trials[i], diverged[i], WilsonInterval.Of(diverged[i], trials[i], confidence)))];
    }
}
