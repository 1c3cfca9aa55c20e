using Sweep.Core.Results;
using Sweep.Reporting.Plots;

namespace Sweep.Reporting.Report.Plotting;

/// <summary>Plots of cost, of the gap between training and validation, and of the machine's time.</summary>
internal static class CostPlots
{
    /// <summary>Mean objective over mean time of each combination, with the front.</summary>
    public static ReportPlot Pareto(ReportData data)
    {
        var combinations = Completed(data).GroupBy(t => t.Combination).Select(g => new ScatterPoint(
            g.Average(t => t.Seconds), g.Average(t => t.Objective), $"combination {g.Key} ({ReportWords.Levels(data, g.First().Labels)}){Part(data, g.Count())}", g.First().Index)).ToList();
        return new("cost", new ScatterChart
        {
            Id = "cost",
            Title = $"{Capital(ReportWords.Metric(data))} against training time, by combination",
            X = new("mean training time [s]", Spread(combinations.Select(p => p.X)) ? AxisScale.Log : AxisScale.Linear),
            Y = new($"mean {ReportWords.Metric(data)}", SpacePlots.ObjectiveScale(data)),
            Front = data.Spec.Objective.Maximize ? ParetoFront.LowHigh : ParetoFront.LowLow,
            WhyEmpty = "no trial completed",
            Groups = [new("", combinations)],
        });
    }

    /// <summary>Training loss against validation loss of each completed trial, by whether it is called overfitting.</summary>
    public static ReportPlot Gap(ReportData data)
    {
        var trials = data.Trials.Where(t => t.Outcome == TrialOutcome.Completed && double.IsFinite(t.TrainLoss) && double.IsFinite(t.ValidationLoss)).ToList();
        var log = trials.Count > 0 && trials.All(t => t.TrainLoss > 0 && t.ValidationLoss > 0) && Spread(trials.SelectMany(t => new[] { t.TrainLoss, t.ValidationLoss })) ? AxisScale.Log : AxisScale.Linear;
        var split = trials.ToLookup(t => t.Verdicts.Has(Core.Verdicts.Verdict.Overfitting));
        return new("gap", new ScatterChart
        {
            Id = "gap",
            Title = "Validation loss against training loss, by trial",
            X = new("training loss", log),
            Y = new("validation loss", log),
            DiagonalMeans = "no gap",
            WhyEmpty = "no trial completed",
            Groups = [.. new[] { (Name: "not overfitting", Trials: split[false], Color: PlotColor.Blue), (Name: "overfitting", Trials: split[true], Color: PlotColor.Vermilion) }
                .Where(g => g.Trials.Any())
                .Select(g => new ScatterGroup(g.Name, [.. g.Trials.Select(t => new ScatterPoint(t.TrainLoss, t.ValidationLoss, $"trial {t.Index} ({ReportWords.Levels(data, t.Labels)})", t.Index))], g.Color))],
        });
    }

    /// <summary>Trials over time, a lane a worker.</summary>
    public static ReportPlot Timeline(ReportData data)
    {
        var outcomes = new[] { TrialOutcome.Completed, TrialOutcome.Diverged, TrialOutcome.Stopped, TrialOutcome.Failed }.Where(o => data.Trials.Any(t => t.Outcome == o)).ToList();
        var begin = data.FirstStart ?? default;
        return new("timeline", new Timeline
        {
            Id = "timeline",
            Title = "Trials over workers and time",
            WhyEmpty = "no trial has run",
            Categories = [.. outcomes.Select(o => new PlotCategory(Names.Of(o), ColorOf(o)))],
            Bars = [.. data.Trials.Select(t => (Trial: t, Start: (t.Started - begin).TotalSeconds)).Select(b => new TimelineBar(
                b.Trial.Worker, b.Start, b.Start + b.Trial.Seconds, outcomes.IndexOf(b.Trial.Outcome), b.Trial.Index, ReportWords.Levels(data, b.Trial.Labels)))],
        });
    }

    private static PlotColor ColorOf(TrialOutcome outcome) => outcome switch
    {
        TrialOutcome.Completed => PlotColor.Green,
        TrialOutcome.Diverged => PlotColor.Wine,
        TrialOutcome.Stopped => PlotColor.Orange,
        _ => PlotColor.Grey,
    };

    private static string Part(ReportData data, int replicates)
        => replicates == data.Spec.Replicates || data.Sampled ? "" : $", {replicates} of {ReportWords.Count(data.Spec.Replicates, "replicate")}";

    private static IEnumerable<ReportTrial> Completed(ReportData data)
        => data.Trials.Where(t => t.Outcome == TrialOutcome.Completed && double.IsFinite(t.Objective));

    private static bool Spread(IEnumerable<double> values)
    {
        var known = values.Where(v => v > 0).ToList();
        return known.Count > 0 && known.Max() / known.Min() > 20;
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
