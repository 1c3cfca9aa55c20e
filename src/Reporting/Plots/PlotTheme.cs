using System.Text;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots;

/// <summary>The look of every chart, as one style sheet.</summary>
public static class PlotTheme
{
    /// <summary>
    /// The style sheet: colours are CSS properties <c>--plot-ink</c>, <c>-muted</c>, <c>-grid</c>, <c>-paper</c>, <c>-missing</c>,
    /// <c>-infinite</c>, <c>-c0</c> to <c>-c8</c> (categories), <c>-v0</c> to <c>-v7</c> (low to high) on <c>.plot</c>. Dark by the reader's preference, or by
    /// <c>data-theme="dark"</c> or <c>"light"</c> on an ancestor; print is always light.
    /// A page holds it once; a stand-alone file holds its own.
    /// </summary>
    public static string StyleSheet { get; } = Write();

    private static string Write()
    {
        var light = Properties(dark: false);
        var dark = Properties(dark: true);
        var css = new StringBuilder();
        css.Append(".plot{").Append(light).Append("font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif;max-width:100%;height:auto}\n");
        css.Append("@media (prefers-color-scheme:dark){.plot{").Append(dark).Append("}}\n");
        css.Append("[data-theme=dark] .plot{").Append(dark).Append("}\n");
        css.Append("[data-theme=light] .plot{").Append(light).Append("}\n");
        css.Append("@media print{.plot,:root[data-theme] .plot{").Append(light).Append("print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n");
        css.Append(".plot text{fill:var(--plot-ink)}\n");
        foreach (var (name, _, _) in Paint.Roles)
            css.Append(".plot .f-").Append(name).Append("{fill:var(--plot-").Append(name).Append(")}.plot .s-").Append(name).Append("{stroke:var(--plot-").Append(name).Append(")}\n");
        css.Append(".plot .mark:hover{stroke:var(--plot-ink);stroke-width:2}.plot .mark text{stroke:none}\n");
        css.Append(".plot .mark:focus-visible,.plot .axis-hit:focus-visible{outline:2px solid var(--plot-ink);outline-offset:1px}\n");
        css.Append(".plot .off{display:none}\n");
        return css.ToString();
    }

    private static string Properties(bool dark)
        => string.Concat(Paint.Roles.Select(r => $"--plot-{r.Name}:{(dark ? r.Dark : r.Light)};"));
}
