using Sweep.Reporting.Report.Html;
using Sweep.Reporting.Report.Plotting;

namespace Sweep.Reporting.Report.Sections;

/// <summary>All combinations at once.</summary>
internal static class SpaceSection
{
    public static void Write(HtmlBuilder html, Figures figures, ReportData data)
    {
        html.Add($"""
            <section id="space" aria-labelledby="space-h">
            <h2 id="space-h">All combinations at once</h2>
            <p>Each line is a trial. Drag along an axis to keep the trials that pass there, or give an axis the focus and use the arrow keys; the table below follows. <button type="button" id="brush-clear">Clear all</button> <output id="brush-says"></output></p>

            """);
        figures.Add(SpacePlots.Parallel(data), HtmlBuilder.Of(h => h.Add(
            $"Parallel coordinates over all choices and {ReportWords.Metric(data)}, one line a trial{(data.Sampled ? ", of a sample" : "")}, coloured by the last axis: dark is low, bright is high. Within a level lines are spread by their rank.")), wide: true, focusable: false, log: SpacePlots.LogAxes(data));
        html.Add($"</section>\n");
    }
}
