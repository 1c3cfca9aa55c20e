using System.Globalization;
using Sweep.Core.Specs;
using Sweep.Reporting.Report.Html;

namespace Sweep.Reporting.Report.Sections;

/// <summary>What most readers want: the question, the answer, what to take, what to distrust.</summary>
internal static class FirstScreen
{
    public static void Write(HtmlBuilder html, ReportData data, PageStamp stamp)
    {
        var sweep = data.Results.Sweep;
        html.Add($"""
            <header id="answer">
            <p class="kicker">Sweep report · <code>{sweep.Id}</code> · {stamp.Made.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</p>
            <h1 class="broader">{ReportWords.Question(data)}</h1>
            <div class="lede">
            """);
        foreach (var sentence in Answer.Of(data))
            html.Add($"<p>").Add(sentence).Add($"</p>\n");
        html.Add($"</div>\n");
        Facts(html, data);
        html.Add($"<div class=\"pair wide\">\n");
        Recommendation(html, data, stamp);
        html.Add($"<aside class=\"card\" aria-labelledby=\"distrust-h\"><h2 id=\"distrust-h\">What to distrust</h2><ul>\n");
        foreach (var point in Distrust.Of(data))
            html.Add($"<li>{HtmlBuilder.Prose(point)}</li>\n");
        html.Add($"</ul></aside>\n</div>\n</header>\n");
    }

    private static void Facts(HtmlBuilder html, ReportData data)
    {
        var totals = data.Results.Trials;
        html.Add($"<dl class=\"facts wide\">");
        Fact("Combinations", HtmlBuilder.Count(data.Plan.Combinations), ReportWords.Varied(data));
        Fact("Replicates", HtmlBuilder.Count(data.Spec.Replicates), "same seeds for all");
        Fact("Trials", HtmlBuilder.Count(totals.Finished), totals.Finished == totals.Total ? "all with a result" : $"of {HtmlBuilder.Count(totals.Total)} planned");
        Fact("Diverged", HtmlBuilder.Count(totals.Diverged), totals.Failed + totals.Stopped == 0 ? "none failed or stopped" : $"{HtmlBuilder.Count(totals.Failed)} failed, {HtmlBuilder.Count(totals.Stopped)} stopped");
        Fact("Time", ReportWords.Duration(data.Results.Seconds), $"{ReportWords.Duration(data.Results.TrainingSeconds)} of training on {ReportWords.Count(data.Workers.Count, "worker")}");
        html.Add($"</dl>\n");

        void Fact(string name, string value, string more)
            => html.Add($"<div><dt>{name}</dt><dd>{value}<small>{more}</small></dd></div>");
    }

    private static void Recommendation(HtmlBuilder html, ReportData data, PageStamp stamp)
    {
        html.Add($"<section class=\"card\" aria-labelledby=\"take-h\"><h2 id=\"take-h\">Take this</h2>\n");
        if (data.Recommended is not { } best)
        {
            html.Add($"<p>No combination completed, so there is nothing to recommend.</p></section>\n");
            return;
        }

        var combination = data.Plan.Combination(best.Leader.Combination);
        var yaml = CombinationSpec.Yaml(data.Spec, combination);
        html.Add($"""
            <p>Combination {best.Leader.Combination} as a spec of its own; what is not written is at its default in Sweep {stamp.Release}. {Again(data, combination)}</p>
            <div class="copy"><pre tabindex="0" aria-label="Spec of the recommended combination"><code id="take-spec">{yaml}</code></pre><button type="button" data-copy="take-spec">Copy</button></div>
            <p class="note">Save it as <code>best.yaml</code>, then <code>sweep run best.yaml</code>.{Relative(data)}</p>
            </section>

            """);
    }

    // All replicates of a combination have its one configuration.
    private static string Again(ReportData data, Combination combination)
    {
        var engine = combination.Config.Training.Engine;
        var trains = $"It trains the very same {ReportWords.Count(data.Spec.Replicates, "replicate")} again";
        return EngineUse.LimitOf(engine) is null ? $"{trains}, to the bit." : $"{trains}; with engine {EngineRules.Name(engine)} to the bit on one machine with one version of libtorch alone.";
    }

    private static string Relative(ReportData data)
        => data.Spec.Base.Dataset.Source is Core.Configuration.DataSource.Csv or Core.Configuration.DataSource.Idx
            ? $" Its data are found from {data.Results.Sweep.BaseDirectory}, so save it there." : "";
}
