using System.Globalization;
using Sweep.Core.Verdicts;
using Sweep.Reporting.Report.Html;

namespace Sweep.Reporting.Report.Sections;

/// <summary>Every trial, sorted and filtered by the script; the first rows stand there without one.</summary>
internal static class TableSection
{
    private const int FirstRows = 50;

    public static void Write(HtmlBuilder html, ReportData data)
    {
        html.Add($"""
            <section id="trials" aria-labelledby="trials-h">
            <h2 id="trials-h">All trials</h2>
            <p>Click a column to sort, click a trial to see its curve. Filter by words ({Example(data)}) and by columns (<code>{Metric(data)}&lt;{Middle(data)}</code>, <code>outcome=diverged</code>); all of them must hold.{Sample(data)}</p>
            <p class="note">Metrics are those of the epoch whose weights the training ended with; loss is without penalties, and the training columns are of batches as they were met, dropout included. Test metrics are left out: they are looked at once, for the recommendation. Numbers show four digits.</p>
            <div class="control wide"><label for="filter">Filter</label><input id="filter" type="search" autocomplete="off" spellcheck="false"><output id="filter-says" for="filter"></output></div>
            <div class="scroll wide" tabindex="0" role="region" aria-label="Table of all trials">
            <table id="trials-table"><caption class="hidden">All trials, one row each</caption>
            <thead><tr>
            """);
        foreach (var (name, number) in Columns(data))
            html.Add($"<th scope=\"col\"{new Raw(number ? " class=\"n\"" : "")}><button type=\"button\">{name}</button></th>");
        html.Add($"</tr></thead>\n<tbody>\n");
        foreach (var trial in data.Trials.Take(FirstRows))
            WriteRow(html, data, trial);
        html.Add($"""
            </tbody></table></div>
            <div class="control wide"><button type="button" id="previous" disabled>Previous</button><output id="page"></output><button type="button" id="next">Next</button></div>
            </section>

            """);
    }

    private static IEnumerable<(string Name, bool Number)> Columns(ReportData data)
    {
        yield return ("trial", true);
        foreach (var factor in data.Spec.Factors)
            yield return (factor.Name, false);
        yield return ("replicate", true);
        yield return ("outcome", false);
        foreach (var (name, _) in PageData.Metrics(data))
            yield return (name, true);
        yield return ("epochs", true);
        yield return ("seconds", true);
        yield return ("verdicts", false);
    }

    private static void WriteRow(HtmlBuilder html, ReportData data, ReportTrial trial)
    {
        html.Add($"<tr><td class=\"n\">{trial.Index}</td>");
        foreach (var label in trial.Labels)
            html.Add($"<td>{label}</td>");
        var outcome = Names.Of(trial.Outcome);
        html.Add($"<td class=\"n\">{trial.Replicate}</td><td><span class=\"tag {outcome}\">{outcome}</span></td>");
        foreach (var (_, of) in PageData.Metrics(data))
            html.Add($"<td class=\"n\">{Show.Number(of(trial))}</td>");
        html.Add($"<td class=\"n\">{trial.Epochs}</td><td class=\"n\">{Show.Number(trial.Seconds)}</td><td>");
        foreach (var name in trial.Verdicts.Names.Distinct())
            html.Add($"<span class=\"tag {name}\">{name}</span>");
        html.Add($"</td></tr>\n");
    }

    private static Raw Example(ReportData data)
        => HtmlBuilder.Of(h =>
        {
            if (data.Factors.Count > 0 && data.Factors[0].Levels.Count > 0)
                h.Add($"<code>{data.Factors[0].Levels[0]}</code>, ");
            h.Add($"<code>{TrialVerdicts.NameOf(Verdict.Vanishing)}</code>");
        });

    private static string Metric(ReportData data) => Names.Of(data.Spec.Objective.Metric);

    private static string Middle(ReportData data)
    {
        var values = data.Trials.Select(t => t.Objective).Where(double.IsFinite).Order().ToArray();
        return values.Length == 0 ? "1" : values[values.Length / 2].ToString("G2", CultureInfo.InvariantCulture);
    }

    private static string Sample(ReportData data)
        => data.Sampled ? $" The page holds {HtmlBuilder.Count(data.Trials.Count)} of the {HtmlBuilder.Count(data.Finished)} trials, drawn by a hash of their number; sweep export writes all." : "";
}
