using System.Globalization;
using Sweep.Reporting.Plots;

namespace Sweep.Reporting.Report.Plotting;

/// <summary>All choices and the objective at once.</summary>
internal static class SpacePlots
{
    /// <summary>A line a trial over an axis a choice; the last axis is the objective.</summary>
    public static ReportPlot Parallel(ReportData data) => new("space", new ParallelCoordinates
    {
        Id = "space",
        Title = $"All choices and {ReportWords.Metric(data)}, a line a trial",
        HighIsBetter = data.Spec.Objective.Maximize,
        MissingMeans = "no value",
        WhyEmpty = "no trial has a result",
        Axes = [.. Enumerable.Range(0, data.Factors.Count).Select(f => Axis(data, f)), new(new(ReportWords.Metric(data), ObjectiveScale(data)))],
        Lines = [.. data.Trials.Select(t => new ParallelLine(t.Index, [.. Enumerable.Range(0, data.Factors.Count).Select(f => Value(data, t, f)), t.Objective], ReportWords.Levels(data, t.Labels)))],
    });

    /// <summary>The objective's scale: logarithmic for a loss over more than a factor of eight.</summary>
    public static AxisScale ObjectiveScale(ReportData data)
    {
        var values = data.Trials.Select(t => t.Objective).Where(double.IsFinite).ToList();
        return ReportWords.CurveMetric(data) == "loss" && values.Count > 0 && values.Min() > 0 && values.Max() / values.Min() > 8 ? AxisScale.Log : AxisScale.Linear;
    }

    /// <summary>Numbers of the axes with a log scale.</summary>
    public static IEnumerable<int> LogAxes(ReportData data)
        => Enumerable.Range(0, data.Factors.Count + 1).Where(a => a == data.Factors.Count ? ObjectiveScale(data) == AxisScale.Log : data.Spec.Factors[a].Range is { Log: true });

    private static ParallelAxis Axis(ReportData data, int factor)
        => data.Spec.Factors[factor].Range is { } range
            ? new(new(data.Factors[factor].Name, range.Log ? AxisScale.Log : AxisScale.Linear))
            : new(new(data.Factors[factor].Name), data.Factors[factor].Levels);

    private static double Value(ReportData data, ReportTrial trial, int factor)
        => data.Spec.Factors[factor].Range is null ? trial.Levels[factor] : double.Parse(trial.Labels[factor], CultureInfo.InvariantCulture);
}
