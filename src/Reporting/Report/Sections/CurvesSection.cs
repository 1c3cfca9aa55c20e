using Sweep.Reporting.Report.Html;
using Sweep.Reporting.Report.Plotting;

namespace Sweep.Reporting.Report.Sections;

/// <summary>Learning curves by level, and any trial's on demand.</summary>
internal static class CurvesSection
{
    public static void Write(HtmlBuilder html, Figures figures, ReportData data)
    {
        html.Add($"""
            <section id="curves" aria-labelledby="curves-h">
            <h2 id="curves-h">How they learn</h2>
            <p>Median and quartiles of validation {ReportWords.CurveMetric(data)} by level. Every trial counts to the end: one that ended early keeps its last value, and one that diverged counts as the worst from there on, so a line that ends early means that at least half of its trials had diverged.{Thinned(data)}</p>

            """);
        var plots = CurvePlots.Of(data);
        Tabs.Write(html, figures, "curves", "By", data.Factors.Count == 0 ? ["all trials"] : [.. data.Factors.Select(f => f.Name)], wide: false, i => figures.Add(plots[i], HtmlBuilder.Of(h => h.Add(
            $"Validation {ReportWords.CurveMetric(data)} over epochs{(data.Factors.Count == 0 ? "" : $" by {data.Factors[i].Name}, over all other choices and replicates")}. Lines are medians, bands the middle half of the trials."))));
        html.Add($"""
            <form class="control" id="trial-form" novalidate><label for="trial-number">One trial on top</label><input id="trial-number" type="number" min="0" max="{data.Plan.Trials - 1}" step="1" inputmode="numeric"><button type="submit">Show</button><button type="button" id="trial-clear">Clear</button></form>
            <output class="trial" id="trial-says" for="trial-number"></output>
            </section>

            """);
    }

    private static string Thinned(ReportData data)
    {
        var strides = data.Trials.Select(t => t.Curve.Stride).DefaultIfEmpty(1).Max();
        var sample = data.Sampled ? $" They are drawn from {HtmlBuilder.Count(data.Trials.Count)} of {HtmlBuilder.Count(data.Finished)} trials, taken by a hash of their number." : "";
        return (strides > 1 ? $" Bands stand at every {strides}th epoch, the first and the last." : "") + (new PageCurves(data.Trials).Note is { Length: > 0 } note ? " " + note : "") + sample;
    }
}
