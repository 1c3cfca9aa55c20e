using Sweep.Core.Results;
using Sweep.Core.Statistics;
using Sweep.Reporting.Plots;

namespace Sweep.Reporting.Report.Plotting;

/// <summary>Plots of whole combinations: interactions, leaders.</summary>
internal static class CombinationPlots
{
    /// <summary>Pairs of factors drawn; the others stand in a table.</summary>
    public const int GreatestPairs = 6;

    /// <summary>
    /// What two choices do together beyond each alone, a heat map for each of the strongest pairs; their mean where that cannot be told.
    /// </summary>
    public static IReadOnlyList<ReportPlot> Interactions(ReportData data)
        => [.. data.Analysis.Interactions.Take(GreatestPairs).Select(i => new ReportPlot(ReportPlot.NameOf("interaction", i.FirstName, i.SecondName), Interaction(data, i)))];

    /// <summary>Whether deviations from the sum of both effects could be told.</summary>
    public static bool HasDeviations(InteractionAnalysis pair) => pair.Cells.Any(r => r.Any(c => double.IsFinite(c.Deviation)));

    private static HeatMap Interaction(ReportData data, InteractionAnalysis pair)
    {
        var deviations = HasDeviations(pair);
        var what = deviations ? $"{ReportWords.Metric(data)} beyond the sum of both effects" : $"mean {ReportWords.Metric(data)}";
        return new()
        {
            Id = ReportPlot.NameOf("interaction", pair.FirstName, pair.SecondName),
            Title = $"{pair.FirstName} × {pair.SecondName}: {what}",
            ValueTitle = what,
            RowTitle = pair.FirstName,
            ColumnTitle = pair.SecondName,
            RowName = "first",
            ColumnName = "second",
            Scale = deviations ? HeatScale.Diverging : HeatScale.Linear,
            ShowValues = true,
            MissingMeans = "no trial of these two levels has a value",
            Panels = [new("", data.Factors[pair.First].Levels, data.Factors[pair.Second].Levels, [.. pair.Cells.Select(r => (IReadOnlyList<double>)[.. r.Select(c => deviations ? c.Deviation : c.Mean)])])],
        };
    }

    /// <summary>The best combinations with the interval of each mean and its replicates.</summary>
    public static ReportPlot Leaders(ReportData data)
    {
        var replicates = data.Trials.Where(t => t.Outcome == TrialOutcome.Completed && double.IsFinite(t.Objective)).ToLookup(t => t.Combination, t => t.Objective);
        return new("leaders", new IntervalChart
        {
            Id = "leaders",
            Title = $"The best combinations by {ReportWords.Metric(data)}",
            Axis = new(ReportWords.Metric(data)),
            HighlightMeans = "recommended",
            WhyEmpty = "no combination has a value",
            Rows = [.. data.Results.Best.Select((b, i) =>
            {
                var interval = Interval(b.Leader.Tally, data.Analysis.Options.Confidence);
                return new IntervalRow(
                    b.Levels.Count == 0 ? "the only combination" : string.Join(" · ", b.Levels), b.Leader.Tally.Mean, interval.Low, interval.High,
                    data.Sampled ? null : [.. replicates[b.Leader.Combination]], i == 0, Detail: $"combination {b.Leader.Combination}{(b.Leader.Complete ? "" : ", incomplete")}");
            })],
        });
    }

    /// <summary>Student's interval of a combination's mean over its replicates.</summary>
    public static Interval Interval(CombinationTally tally, double confidence)
        => StudentInterval.Of(tally.Mean, tally.StandardError, tally.Completed - 1, confidence);
}
