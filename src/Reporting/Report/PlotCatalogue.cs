using Sweep.Core.Specs;
using Sweep.Core.Specs.Binding;
using Sweep.Reporting.Report.Plotting;

namespace Sweep.Reporting.Report;

/// <summary>The plots of a report, by name.</summary>
public static class PlotCatalogue
{
    /// <summary>All plots, in the order of the page.</summary>
    public static IReadOnlyList<ReportPlot> Of(ReportData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return
        [
            EffectPlots.Forest(data),
            .. EffectPlots.Ranks(data),
            .. CombinationPlots.Interactions(data),
            CombinationPlots.Leaders(data),
            .. CurvePlots.Of(data),
            .. GradientPlots.Of(data),
            .. GradientPlots.Depth(data),
            VerdictPlots.Of(data),
            SpacePlots.Parallel(data),
            CostPlots.Pareto(data),
            CostPlots.Gap(data),
            CostPlots.Timeline(data),
        ];
    }

    /// <summary>The plot with this name.</summary>
    /// <exception cref="InvalidInputException">There is none; which there are.</exception>
    public static ReportPlot Find(ReportData data, string name)
    {
        var plots = Of(data);
        return plots.FirstOrDefault(p => p.Name == name)
            ?? throw new InvalidInputException($"--plot: found '{name}'{Spelling.Advice(name, [.. plots.Select(p => p.Name)])}");
    }
}
