using Sweep.Core.Statistics;
using Sweep.Reporting.Report.Html;
using Sweep.Reporting.Report.Plotting;

namespace Sweep.Reporting.Report.Sections;

/// <summary>Whether the best level of one choice depends on another.</summary>
internal static class InteractionsSection
{
    public static void Write(HtmlBuilder html, Figures figures, ReportData data)
    {
        html.Add($"""
            <section id="interactions" aria-labelledby="interactions-h">
            <h2 id="interactions-h">Choices that depend on each other</h2>

            """);
        var plots = CombinationPlots.Interactions(data);
        if (plots.Count == 0)
        {
            html.Add($"<p>{(data.Factors.Count < 2 ? "With one choice there is nothing to depend on." : "No pair of choices could be estimated from these trials.")}</p>\n</section>\n");
            return;
        }

        html.Add($"<p>{Lead(data)}</p>\n");
        Tabs.Write(html, figures, "interactions", "Pair", [.. data.Analysis.Interactions.Take(plots.Count).Select(i => $"{i.FirstName} × {i.SecondName}")], wide: false, i =>
        {
            var pair = data.Analysis.Interactions[i];
            var caption = CombinationPlots.HasDeviations(pair)
                ? $"What two levels do together beyond the sum of what each does alone, in {ReportWords.Metric(data)}: zero everywhere would mean that each choice can be made without regard to the other. {Test(pair)}"
                : $"Mean {ReportWords.Metric(data)} of the trials with a value. What two levels do beyond the sum of each cannot be told: some pair of levels has no value at all. {Test(pair)}";
            figures.Add(plots[i], HtmlBuilder.Of(h => h.Add($"{caption}")));
        });
        if (data.Analysis.Interactions.Count > plots.Count)
            html.Add($"<p class=\"note\">The {plots.Count} pairs that explain most of {data.Analysis.Interactions.Count}; the others stand in the table of variance above.</p>\n");
        html.Add($"</section>\n");
    }

    private static string Lead(ReportData data)
    {
        var alpha = data.Analysis.Options.Alpha;
        var clear = data.Analysis.Interactions.Where(i => i.Test.AdjustedP <= alpha).ToList();
        if (data.Analysis.Interactions.All(i => double.IsNaN(i.Test.AdjustedP)))
            return "Whether choices depend on each other could not be tested; the means are shown as they are.";
        if (clear.Count == 0)
            return "No two choices clearly depend on each other, as far as these trials can tell.";
        var strongest = clear[0];
        return $"Of {ReportWords.Count(data.Analysis.Interactions.Count, "pair")}, {(clear.Count == 1 ? "one clearly interacts:" : $"{clear.Count} clearly interact, most")} {strongest.FirstName} with {strongest.SecondName}"
            + (double.IsFinite(strongest.Share.OmegaSquared) ? $" ({Show.Percent(strongest.Share.OmegaSquared)} of all variance)." : ".");
    }

    private static string Test(InteractionAnalysis pair)
        => double.IsNaN(pair.Test.F) ? "There is no error to test it against."
            : $"F({Show.Number(pair.Test.EffectDegrees * pair.Test.Epsilon)}, {Show.Number(pair.Test.ErrorDegrees * pair.Test.Epsilon)}) = {Show.Number(pair.Test.F)}, adjusted p {EffectPlots.P(pair.Test.AdjustedP)}.";
}
