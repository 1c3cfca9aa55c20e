using Sweep.Reporting.Plots;
using Sweep.Reporting.Report.Html;
using Sweep.Reporting.Report.Plotting;

namespace Sweep.Reporting.Report.Sections;

/// <summary>What quality costs, and how the machine spent its time.</summary>
internal static class CostSection
{
    private const int GreatestFront = 8;

    public static void Write(HtmlBuilder html, Figures figures, ReportData data)
    {
        html.Add($"""
            <section id="cost" aria-labelledby="cost-h">
            <h2 id="cost-h">What quality costs</h2>
            <p>A combination is worth its price only if nothing cheaper is as good. Price here is wall time on the machine that ran this sweep, with all workers busy, so compare it within this page alone.</p>

            """);
        var pareto = CostPlots.Pareto(data);
        figures.Add(pareto, HtmlBuilder.Of(h => h.Add(
            $"Mean {ReportWords.Metric(data)} over mean training time of each combination with a value. On the line are those that nothing beats in both at once.{Sampled(data)}")), wide: true);
        Front(html, data, ((ScatterChart)pareto.Chart).OnFront());
        html.Add($"<h3>Train against validation</h3>\n");
        figures.Add(CostPlots.Gap(data), HtmlBuilder.Of(h => h.Add(
            $"Loss on the training batches and on the validation set, of the epoch whose weights each completed trial ended with. On the diagonal nothing was learnt by heart; far above it much was. Training loss is of batches as they were met, dropout included, so a point may lie below.{Sampled(data)}")), wide: true);
        html.Add($"<h3>When and where trials ran</h3>\n");
        figures.Add(CostPlots.Timeline(data), HtmlBuilder.Of(h => h.Add(
            $"The last attempt at each trial, a lane a worker (host/slot), as the record holds it.{(data.Retried > 0 ? $" {ReportWords.Count(data.Retried, "trial")} needed more than one attempt; earlier ones are not drawn." : "")}{Sampled(data)}")), wide: true, focusable: false);
        html.Add($"</section>\n");
    }

    private static void Front(HtmlBuilder html, ReportData data, IReadOnlyList<ScatterPoint> front)
    {
        if (front.Count == 0)
            return;
        html.Add($"<div class=\"scroll\"><table><caption>Combinations that nothing beats in both time and {ReportWords.Metric(data)}, the cheapest first</caption><thead><tr><th scope=\"col\">combination</th><th scope=\"col\" class=\"n\">mean time</th><th scope=\"col\" class=\"n\">mean {ReportWords.Metric(data)}</th></tr></thead><tbody>\n");
        foreach (var point in front.TakeLast(GreatestFront))
            html.Add($"<tr><td>{point.Label}</td><td class=\"n\">{Show.Number(point.X)} s</td><td class=\"n\">{Show.Number(point.Y)}</td></tr>\n");
        html.Add($"</tbody></table></div>\n");
        if (front.Count > GreatestFront)
            html.Add($"<p class=\"note\">The {front.Count - GreatestFront} cheapest of {front.Count} are left out here; <code>sweep report --plot cost --format csv</code> has all.</p>\n");
    }

    private static string Sampled(ReportData data)
        => data.Sampled ? $" Drawn from {HtmlBuilder.Count(data.Trials.Count)} of {HtmlBuilder.Count(data.Finished)} trials, taken by a hash of their number." : "";
}
