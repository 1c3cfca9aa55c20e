using Sweep.Core.Verdicts;
using Sweep.Reporting.Plots;

namespace Sweep.Reporting.Report.Plotting;

/// <summary>Verdicts by level.</summary>
internal static class VerdictPlots
{
    /// <summary>Shares of trials by the gravest verdict of each, a bar a level.</summary>
    public static ReportPlot Of(ReportData data)
    {
        var met = VerdictOrder.All.Where(v => data.VerdictTotals.ContainsKey(v)).Reverse().ToList();
        var unjudged = Enumerable.Range(0, data.Factors.Count).Any(f => Enumerable.Range(0, data.Factors[f].Levels.Count).Any(l => data.PictureOf(f, l).Unjudged > 0));
        return new("verdicts", new StackedBars
        {
            Id = "verdicts",
            Title = "Verdicts by level: the gravest of each trial",
            WhyEmpty = data.Factors.Count == 0 ? "nothing was varied, so there are no levels to compare" : "no trial was judged",
            Categories = [.. met.Select(v => new PlotCategory(TrialVerdicts.NameOf(v), ColorOf(v))), .. unjudged ? [new PlotCategory("not judged", PlotColor.Grey)] : Array.Empty<PlotCategory>()],
            Rows = [.. Enumerable.Range(0, data.Factors.Count).SelectMany(f => data.Factors[f].Levels.Select((label, l) => Row(data, f, l, label, met, unjudged)))],
        });
    }

    /// <summary>A verdict's colour, the same in all plots.</summary>
    public static PlotColor ColorOf(Verdict verdict) => verdict switch
    {
        Verdict.Healthy => PlotColor.Green,
        Verdict.Vanishing => PlotColor.Blue,
        Verdict.Exploding => PlotColor.Vermilion,
        Verdict.Dead => PlotColor.Purple,
        Verdict.Saturated => PlotColor.Sky,
        Verdict.Diverged => PlotColor.Wine,
        Verdict.Overfitting => PlotColor.Orange,
        Verdict.Slow => PlotColor.Grey,
        _ => PlotColor.Yellow,
    };

    private static StackedRow Row(ReportData data, int factor, int level, string label, IReadOnlyList<Verdict> met, bool unjudged)
    {
        var picture = data.PictureOf(factor, level);
        return new(label, [.. met.Select(v => (long)picture.Gravest.GetValueOrDefault(v)), .. unjudged ? [(long)picture.Unjudged] : Array.Empty<long>()], data.Factors[factor].Name);
    }
}
