using Sweep.Core.Verdicts;
using Sweep.Reporting.Report.Html;
using Sweep.Reporting.Report.Plotting;

namespace Sweep.Reporting.Report.Sections;

/// <summary>What went wrong, why that is said, and what to do.</summary>
internal static class VerdictsSection
{
    public static void Write(HtmlBuilder html, Figures figures, ReportData data)
    {
        html.Add($"""
            <section id="verdicts" aria-labelledby="verdicts-h">
            <h2 id="verdicts-h">What went wrong, and what to do</h2>
            <p>Each trial is judged by what its probes measured, by rules that do not depend on the scale of loss, width or data. A trial can have several verdicts; the bars show the gravest of each.</p>

            """);
        figures.Add(VerdictPlots.Of(data), HtmlBuilder.Of(h => h.Add(
            $"Share of trials by verdict for each level, over all other choices and replicates; from the gravest to the least: {ReportWords.And([.. VerdictOrder.All.Select(TrialVerdicts.NameOf)])}.")), wide: true);
        foreach (var (verdict, examples) in data.Examples.Where(e => e.Key != Verdict.Healthy).OrderBy(e => VerdictOrder.All.ToList().IndexOf(e.Key)))
        {
            var name = TrialVerdicts.NameOf(verdict);
            html.Add($"<h3><span class=\"tag {name}\">{name}</span> {ReportWords.Count(data.VerdictTotals[verdict], "trial")}</h3>\n");
            html.Add($"<p class=\"evidence\">").Add(Line(data, examples[0])).Add($"</p>\n");
            if (examples.Count == 1)
                continue;
            html.Add($"<details class=\"evidence\"><summary>{(examples.Count == 2 ? "One more" : $"{examples.Count - 1} more")}</summary>\n");
            foreach (var example in examples.Skip(1))
                html.Add($"<p>").Add(Line(data, example)).Add($"</p>\n");
            html.Add($"</details>\n");
        }

        html.Add($"</section>\n");
    }

    private static Raw Line(ReportData data, VerdictExample example) => HtmlBuilder.Of(h => h
        .Add($"<button type=\"button\" class=\"link\" data-trial=\"{example.Trial}\">Trial {example.Trial}</button> ({ReportWords.Levels(data, example.Labels)}): {example.Evidence.Text}{Epochs(example.Evidence)}.")
        .Add(Remedy(data, example)));

    private static Raw Remedy(ReportData data, VerdictExample example)
        => data.RemediesFor(example).FirstOrDefault(r => r.Verdict == example.Evidence.Verdict) is { } remedy
            ? HtmlBuilder.Of(h => h.Add($" <span class=\"remedy\">{(remedy.Trial is null ? "Try this" : "Seen in this sweep")}: {remedy.Text}.</span>")) : new("");

    private static string Epochs(VerdictEvidence evidence)
        => evidence.FirstEpoch == 0 ? "" : evidence.FirstEpoch == evidence.LastEpoch ? $" (epoch {evidence.LastEpoch})" : $" (epochs {evidence.FirstEpoch} to {evidence.LastEpoch})";
}
