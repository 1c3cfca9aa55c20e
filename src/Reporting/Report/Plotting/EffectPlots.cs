using System.Globalization;
using Sweep.Core.Configuration;
using Sweep.Core.Statistics;
using Sweep.Reporting.Plots;

namespace Sweep.Reporting.Report.Plotting;

/// <summary>Plots of effects.</summary>
internal static class EffectPlots
{
    /// <summary>Each level against the best of its factor.</summary>
    public static ReportPlot Forest(ReportData data)
    {
        var maximize = data.Spec.Objective.Maximize;
        var alpha = data.Analysis.Options.Alpha;
        return new("effects", new ForestPlot
        {
            Id = "effects",
            Title = $"Effect of each level on {ReportWords.Metric(data)}, against the best level of its factor",
            Axis = new($"difference in {ReportWords.Metric(data)}"),
            LowSide = maximize ? "worse" : "better",
            HighSide = maximize ? "better" : "worse",
            SignificantMeans = $"differs from the best, {Adjusted(data)}p ≤ {alpha.ToString("0.####", CultureInfo.InvariantCulture)}",
            WhyEmpty = "no factor has two levels with a value",
            Rows = [.. data.Analysis.Factors.SelectMany(f => Rows(data, f, alpha))],
        });
    }

    /// <summary>How p-values are corrected, as an adjective.</summary>
    public static string Adjusted(ReportData data) => data.Analysis.Options.Adjust switch
    {
        Adjustment.Holm => "Holm-adjusted ",
        Adjustment.BenjaminiHochberg => "Benjamini-Hochberg-adjusted ",
        _ => "",
    };

    /// <summary>A p-value as papers print it.</summary>
    public static string P(double p)
        => double.IsNaN(p) ? "–" : p < 0.001 ? "< 0.001" : p.ToString(p < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>Mean ranks of one factor's levels with the critical difference; null where ranks cannot be told.</summary>
    public static IReadOnlyList<ReportPlot> Ranks(ReportData data) =>
    [
        .. data.Analysis.Factors.Where(f => f.Ranks is { Blocks: > 0 } && f.Levels.Count > 1).Select(f => new ReportPlot(ReportPlot.NameOf("ranks", f.Factor), new CriticalDifferenceDiagram
        {
            Id = ReportPlot.NameOf("ranks", f.Factor),
            Title = $"Mean ranks of {f.Factor}",
            Items = [.. f.Levels.Select((l, i) => new RankedItem(l.Level, f.Ranks!.MeanRanks[i]))],
            CriticalDifference = f.Ranks!.CriticalDifference,
        })),
    ];

    private static IEnumerable<ForestRow> Rows(ReportData data, FactorAnalysis factor, double alpha)
    {
        if (factor.Best < 0 || factor.Levels.Count < 2)
            yield break;
        var group = $"{factor.Factor} (against {factor.Levels[factor.Best].Level})";
        for (var level = 0; level < factor.Levels.Count; level++)
        {
            if (level == factor.Best || factor.VersusBest(level) is not { } contrast)
                continue;
            var interval = contrast.Trusted;
            yield return new(factor.Levels[level].Level, contrast.Difference, interval.Low, interval.High, Group: group,
                Significant: double.IsNaN(contrast.AdjustedP) ? null : contrast.ClearAt(alpha),
                Detail: string.Create(CultureInfo.InvariantCulture, $"{Adjusted(data)}p {P(contrast.AdjustedP)}, Hedges' g {Show.Number(contrast.HedgesG)}, {contrast.Pairs} pairs"));
        }
    }
}
