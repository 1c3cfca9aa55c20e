using Sweep.Reporting.Plots;

namespace Sweep.Reporting.Report.Plotting;

/// <summary>Learning curves by level.</summary>
internal static class CurvePlots
{
    /// <summary>Median and quartiles by level, a plot a factor; of all trials where nothing was varied.</summary>
    public static IReadOnlyList<ReportPlot> Of(ReportData data)
    {
        if (data.Factors.Count == 0)
            return [Plot(data, "curves", "all trials", [("all trials", data.Trials)])];
        return [.. Enumerable.Range(0, data.Factors.Count).Select(f => Plot(
            data, ReportPlot.NameOf("curves", data.Factors[f].Name), data.Factors[f].Name,
            [.. data.Factors[f].Levels.Select((label, l) => (label, (IReadOnlyList<ReportTrial>)[.. data.Trials.Where(t => t.Levels[f] == l)]))]))];
    }

    private static ReportPlot Plot(ReportData data, string name, string by, IReadOnlyList<(string Label, IReadOnlyList<ReportTrial> Trials)> groups)
    {
        var series = groups.Select(g => (g.Label, Bands: Bands.Of(g.Trials, data.Spec.Objective.Maximize))).Where(g => g.Bands.Trials > 0).ToList();
        return new(name, new LineChart
        {
            Id = name,
            Title = $"Validation {ReportWords.CurveMetric(data)} over epochs by {by}",
            X = new("epoch"),
            Y = new($"validation {ReportWords.CurveMetric(data)}", Scale(data, series.Select(s => s.Bands))),
            BandMeans = "median and quartiles of trials",
            WhyEmpty = "no epoch was recorded",
            Series = [.. series.Select(s => new LineSeries(s.Label, Points(s.Bands)))],
        });
    }

    private static List<LinePoint> Points(Bands bands)
        => [.. bands.Epochs.Select((e, i) => new LinePoint(e, bands.Median[i], bands.Low[i], bands.High[i]))];

    // A loss that falls to a fraction is only seen on a log axis.
    private static AxisScale Scale(ReportData data, IEnumerable<Bands> bands)
    {
        if (ReportWords.CurveMetric(data) != "loss")
            return AxisScale.Linear;
        var values = bands.SelectMany(b => b.Median).Where(double.IsFinite).ToList();
        return values.Count > 0 && values.Min() > 0 && values.Max() / values.Min() > 8 ? AxisScale.Log : AxisScale.Linear;
    }
}
