using Sweep.Reporting.Report.Html;
using Sweep.Reporting.Report.Plotting;

namespace Sweep.Reporting.Report.Sections;

/// <summary>Where gradients live and die.</summary>
internal static class GradientsSection
{
    public static void Write(HtmlBuilder html, Figures figures, ReportData data)
    {
        html.Add($"""
            <section id="gradients" aria-labelledby="gradients-h">
            <h2 id="gradients-h">Where gradients live and die</h2>
            <p>A network learns in a layer only while its gradient is neither lost nor boundless there. Even colours from the output (foot) to the first layer (top) are what one hopes for; a fade upwards is a vanishing gradient.</p>

            """);
        var plots = GradientPlots.Of(data);
        if (plots.Count > 0)
        {
            Tabs.Write(html, figures, "gradients", "By", [.. data.Factors.Select(f => f.Name)], wide: true, i => figures.Add(plots[i], HtmlBuilder.Of(h => h.Add(
                $"Median over trials of the mean L2 norm of each layer's gradient in an epoch, before clipping and penalties, on one log colour scale for all levels of {data.Factors[i].Name}. {(data.OneDepth ? "" : "Networks differ in depth, so layers are counted back from the output, where the gradient comes from. ")}Medians are taken from bins of an eighth of a decade, so they are at most 16 % off.{Merged(data, i)}")), wide: true));
        }

        Depth(html, figures, data);
        html.Add($"</section>\n");
    }

    private static void Depth(HtmlBuilder html, Figures figures, ReportData data)
    {
        html.Add($"""
            <h3>The law of depth</h3>
            <p>On its way back through a layer a gradient is scaled by at most the greatest slope of the activation times the norm of the weights (Hochreiter 1991; Pascanu et al. 2013): 0.25 times the norm for sigmoid. The dashed line is the product of these factors, which the measured gradient must stay under, and by how far it does is what the data decide.</p>

            """);
        var plots = GradientPlots.Depth(data);
        if (plots.Count == 0)
            return;
        Tabs.Write(html, figures, "depth", "By", [.. data.Factors.Select(f => f.Name)], wide: false, i => figures.Add(plots[i], HtmlBuilder.Of(h => h.Add(
            $"Norm of the gradient at each layer's pre-activations over that at the output, in the last epoch with a measurement: median and quartiles over the trials of each level of {data.Factors[i].Name}, and dashed the median of the bound by weight norms. Normalised and residual networks have no such bound and no dashed line."))));
    }

    private static string Merged(ReportData data, int factor)
    {
        var grids = Enumerable.Range(0, data.Factors[factor].Levels.Count).Select(l => data.PictureOf(factor, l).Gradients).ToList();
        var (layers, epochs) = (grids.Max(g => g.LayersPerCell), grids.Max(g => g.EpochsPerCell));
        return layers == 1 && epochs == 1 ? "" : $" A cell takes {ReportWords.Count(layers, "layer")} and {ReportWords.Count(epochs, "epoch")} together.";
    }
}
