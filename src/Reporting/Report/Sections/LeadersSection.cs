using System.Globalization;
using Sweep.Reporting.Report.Html;
using Sweep.Reporting.Report.Plotting;

namespace Sweep.Reporting.Report.Sections;

/// <summary>The best combinations.</summary>
internal static class LeadersSection
{
    public static void Write(HtmlBuilder html, Figures figures, ReportData data)
    {
        html.Add($"""
            <section id="leaders" aria-labelledby="leaders-h">
            <h2 id="leaders-h">The leaders</h2>
            <p>{Lead(data)}</p>

            """);
        var level = (100 * data.Analysis.Options.Confidence).ToString("0.##", CultureInfo.InvariantCulture);
        figures.Add(CombinationPlots.Leaders(data), HtmlBuilder.Of(h => h.Add(
            $"The {data.Results.Best.Count} best of {HtmlBuilder.Count(data.Plan.Combinations)} combinations by mean {ReportWords.Metric(data)}, {ReportWords.And([.. data.Spec.Factors.Select(f => f.Name)])} in this order, with Student's {level} % interval of the mean and each replicate as a dot. A combination with a replicate that diverged or is missing comes after all that are complete.")), wide: true);
        html.Add($"</section>\n");
    }

    private static string Lead(ReportData data)
    {
        if (data.Results.Best.Count < 2)
            return data.Results.Best.Count == 0 ? "No combination has a value." : "There is one combination, so there is no race.";
        if (data.Spec.Replicates < 2)
            return "Each combination ran once, so no interval tells how far ahead the first one is.";
        var first = CombinationPlots.Interval(data.Results.Best[0].Leader.Tally, data.Analysis.Options.Confidence);
        var ties = data.Results.Best.Skip(1).Count(b => CombinationPlots.Interval(b.Leader.Tally, data.Analysis.Options.Confidence) is var i && i.Low <= first.High && first.Low <= i.High);
        return ties == 0 ? "The first is clear of the others that are shown."
            : $"Do not read much into the order: {(ties == 1 ? "the interval of one runner-up overlaps" : $"the intervals of {ties} runners-up overlap")} with that of the first.";
    }
}
