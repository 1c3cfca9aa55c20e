using System.Globalization;
using Sweep.Core.Statistics;
using Sweep.Reporting.Report.Html;
using Sweep.Reporting.Report.Plotting;

namespace Sweep.Reporting.Report.Sections;

/// <summary>How much each level matters, and how surely.</summary>
internal static class EffectsSection
{
    private const int GreatestParts = 10;

    public static void Write(HtmlBuilder html, Figures figures, ReportData data)
    {
        var metric = ReportWords.Metric(data);
        var level = Percent(data.Analysis.Options.Confidence);
        html.Add($"""
            <section id="effects" aria-labelledby="effects-h">
            <h2 id="effects-h">Which choices matter, and by how much</h2>
            <p>{Lead(data)}</p>

            """);
        figures.Add(EffectPlots.Forest(data), HtmlBuilder.Of(h => h.Add(
            $"How much {metric} changes when the best level of a choice is replaced by another and nothing else is touched, averaged over all other choices. Bars are {level} % intervals over {Unit(data)}, each by itself; filled marks stay clear after the {EffectPlots.Adjusted(data)}p-value is taken over all pairs of levels of all choices. {Better(data)}")), wide: true);
        Shares(html, data);
        html.Add($"<details class=\"wide\"><summary>Every level in numbers</summary>\n");
        Levels(html, data, level);
        html.Add($"</details>\n");
        Ranks(html, figures, data);
        html.Add($"</section>\n");
    }

    /// <summary>What one independent observation is.</summary>
    public static string Unit(ReportData data)
        => data.Analysis.Basis == AnalysisBasis.Replicates ? ReportWords.Count(data.Analysis.Units, "replicate") : ReportWords.Count(data.Analysis.Units, "combination");

    /// <summary>Which factors clearly matter: choices, and what data were varied.</summary>
    internal static string Lead(ReportData data)
    {
        var alpha = data.Analysis.Options.Alpha;
        var shown = data.Analysis.Factors.Where(f => f.Levels.Count > 1).ToList();
        var clear = shown.Where(f => Enumerable.Range(0, f.Levels.Count).Any(l => f.VersusBest(l)?.ClearAt(alpha) == true)).Select(f => f.Factor).ToList();
        if (shown.Count == 0)
            return "Nothing was varied.";
        if (clear.Count == 0)
            return $"None of {ReportWords.And([.. shown.Select(f => f.Factor)])} makes a difference that stands out of the noise.";
        var open = shown.Select(f => f.Factor).Except(clear).ToList();
        var chosen = ReportWords.And([.. clear.Where(f => !FactorWords.OfData(f))]);
        var conditions = ReportWords.And([.. clear.Where(FactorWords.OfData)]);
        var makes = chosen.Length == 0 ? $"The data ({conditions}) make a difference that stands out of the noise"
            : $"The choice of {chosen} makes a difference that stands out of the noise{(conditions.Length > 0 ? $", and so do the data ({conditions})" : "")}";
        return $"{makes}{(open.Count > 0 ? $"; what {ReportWords.And(open)} {(open.Count == 1 ? "does" : "do")} is open" : "")}.";
    }

    private static string Better(ReportData data) => data.Spec.Objective.Maximize ? "More is better." : "Less is better.";

    private static void Shares(HtmlBuilder html, ReportData data)
    {
        var variance = data.Analysis.Variance;
        var parts = variance.Main.Concat(variance.Pairs).Append(variance.Higher).Where(c => double.IsFinite(c.EtaSquared)).OrderByDescending(c => c.EtaSquared).ToList();
        if (parts.Count == 0)
            return;
        html.Add($"""
            <h3>Where the variance comes from</h3>
            <p>{(variance.Exact ? "The parts add up: every combination has a value in every replicate." : "Trials are missing, so each part is what it adds to a model of all main effects, and the parts need not add up.")} ω² has chance taken off; the last column is a functional analysis of variance over combinations, replicates averaged (Hutter, Hoos and Leyton-Brown 2014).</p>
            <div class="scroll"><table><caption class="hidden">Parts of the variance</caption><thead><tr><th scope="col">part</th><th scope="col"><span class="hidden">η² as a bar</span></th><th scope="col" class="n">η²</th><th scope="col" class="n">ω²</th><th scope="col" class="n">df</th><th scope="col" class="n">between combinations</th></tr></thead><tbody>

            """);
        IEnumerable<VarianceComponent> shown = [.. parts.Take(GreatestParts), variance.Replicate, variance.Residual];
        foreach (var part in shown.Where(c => double.IsFinite(c.EtaSquared)))
        {
            var width = (int)Math.Round(Math.Clamp(part.EtaSquared, 0, 1) * 160);
            html.Add($"<tr><td>{part.Name}</td><td><svg class=\"bar\" width=\"160\" height=\"10\" aria-hidden=\"true\"><rect width=\"{width}\" height=\"10\" rx=\"2\"/></svg></td><td class=\"n\">{Share(part.EtaSquared)}</td><td class=\"n\">{Share(part.OmegaSquared)}</td><td class=\"n\">{part.Degrees.ToString("0.#", CultureInfo.InvariantCulture)}</td><td class=\"n\">{Share(part.Share)}</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
        if (parts.Count > GreatestParts)
            html.Add($"<p class=\"note\">{ReportWords.Count(parts.Count - GreatestParts, "smaller part")} left out here; <code>sweep show --json</code> has all.</p>\n");
    }

    private static string Share(double value) => double.IsNaN(value) ? "–" : (100 * value).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static void Levels(HtmlBuilder html, ReportData data, string level)
    {
        html.Add($"""
            <div class="scroll"><table><caption>Means that all other levels alike would give, and each level against the best of its choice. p is {(EffectPlots.Adjusted(data) is { Length: > 0 } a ? a.Trim().Replace("-adjusted", "-adjusted over all pairs", StringComparison.Ordinal) : "not adjusted")}; g is Hedges' g of the paired differences.</caption>
            <thead><tr><th scope="col">choice</th><th scope="col">level</th><th scope="col" class="n">trials</th><th scope="col" class="n">mean, {level} % interval</th><th scope="col" class="n">median</th><th scope="col" class="n">against the best</th><th scope="col" class="n">p</th><th scope="col" class="n">g</th><th scope="col" class="n">diverged, {level} % interval</th></tr></thead><tbody>

            """);
        foreach (var factor in data.Analysis.Factors)
        {
            for (var l = 0; l < factor.Levels.Count; l++)
            {
                var row = factor.Levels[l];
                var versus = factor.VersusBest(l);
                html.Add($"<tr><td>{(l == 0 ? factor.Factor : "")}</td><td>{row.Level}</td><td class=\"n\">{row.Valued}</td><td class=\"n\">{Show.PlusMinus(row.Adjusted, row.Confidence.HalfWidth)}</td><td class=\"n\">{Show.Number(row.Median)}</td>");
                html.Add($"<td class=\"n\">{(l == factor.Best ? "best" : versus is null ? "–" : Against(versus))}</td><td class=\"n\">{(versus is null ? "" : EffectPlots.P(versus.AdjustedP))}</td><td class=\"n\">{(versus is null ? "" : Show.Number(versus.HedgesG))}</td>");
                html.Add($"<td class=\"n\">{row.Diverged} of {row.Judged}{(row.Judged > 0 ? $" ({Show.Percent(row.DivergedConfidence.Low)} to {Show.Percent(row.DivergedConfidence.High)})" : "")}</td></tr>\n");
            }
        }

        html.Add($"</tbody></table></div>\n");
    }

    private static string Against(Contrast contrast)
        => contrast.Bootstrap is { } b
            ? $"{Show.Number(contrast.Difference)} ({Show.Number(b.Low)} to {Show.Number(b.High)}, bootstrap)"
            : Show.PlusMinus(contrast.Difference, contrast.Confidence.HalfWidth, sign: true);

    private static void Ranks(HtmlBuilder html, Figures figures, ReportData data)
    {
        var plots = EffectPlots.Ranks(data);
        if (plots.Count == 0)
            return;
        html.Add($"<details class=\"wide\"><summary>A second opinion, by ranks</summary>\n<p>Levels ranked within each setting of all other choices, 1 the best and a diverged trial the worst: no mean, no outlier and no missing value can turn this.</p>\n");
        figures.Add(plots, HtmlBuilder.Of(h => h.Add(
            $"Mean ranks; levels joined by a bar are closer than Nemenyi's critical difference (Demšar 2006). {ReportWords.And([.. data.Analysis.Factors.Where(f => f.Ranks is { Blocks: > 0 } && f.Levels.Count > 1).Select(f => $"{f.Factor}: Friedman's χ² {Show.Number(f.Ranks!.Friedman)} over {ReportWords.Count(f.Ranks.Blocks, data.Analysis.Basis == AnalysisBasis.Replicates ? "replicate" : "setting")}, p {EffectPlots.P(f.Ranks.AdjustedP)}")])}.")), wide: true);
        html.Add($"</details>\n");
    }

    private static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture);
}
