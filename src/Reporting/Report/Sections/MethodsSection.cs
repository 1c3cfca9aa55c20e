using System.Globalization;
using Sweep.Reporting.Report.Html;

namespace Sweep.Reporting.Report.Sections;

/// <summary>How the numbers were made, and all that somebody needs to make them again.</summary>
internal static class MethodsSection
{
    public static void Write(HtmlBuilder html, ReportData data, PageStamp stamp)
    {
        html.Add($"""
            <section id="methods" aria-labelledby="methods-h">
            <h2 id="methods-h">Methods</h2>
            <p>A paragraph for a paper, written from what was done:</p>
            <div class="copy card"><p id="methods-text">
            """);
        html.Add($"{Methods.Paragraph(data, stamp)}</p><button type=\"button\" data-copy=\"methods-text\">Copy</button></div>\n");
        if (data.Analysis.Notes.Count + data.Results.Notes.Count > 0)
        {
            html.Add($"<h3>Notes of the analysis</h3>\n<ul>\n");
            foreach (var note in data.Analysis.Notes.Concat(data.Results.Notes))
                html.Add($"<li>{note}</li>\n");
            html.Add($"</ul>\n");
        }

        Provenance(html, data, stamp);
        html.Add($"""
            <details><summary>The whole spec</summary>
            <p class="note">Every default filled in, as the record holds it.</p>
            <div class="copy"><pre tabindex="0" aria-label="The whole spec"><code id="whole-spec">{data.Plan.NormalisedYaml}</code></pre><button type="button" data-copy="whole-spec">Copy</button></div>
            </details>
            </section>

            """);
    }

    private static void Provenance(HtmlBuilder html, ReportData data, PageStamp stamp)
    {
        var sweep = data.Results.Sweep;
        html.Add($"<h3>Where these numbers are from</h3>\n<dl class=\"facts2\">\n");
        Fact("Sweep", $"{sweep.Id}, {Json.SweepDocument.NameOf(sweep.State)}");
        foreach (var set in Methods.DataSets(data))
            Fact("Data", set);
        Fact("Seed", string.Create(CultureInfo.InvariantCulture, $"{data.Spec.Seed}; replicates have the keys {string.Join(", ", Keys(data))}"));
        Fact("Digest", data.Results.DigestLimit is { } limit ? $"{data.Results.Digest} ({limit})" : data.Results.Digest);
        Fact("Spec hash", sweep.SpecHash);
        Fact("Created", Time(sweep.Created));
        if (data.FirstStart is { } first)
            Fact("Trained", $"from {Time(first)}, over {ReportWords.Duration(data.Results.Seconds)}");
        Fact("Machine", Machine(data));
        Fact("Versions", $"made with Sweep {sweep.Version}, reported with Sweep {stamp.Version}");
        Fact("Report", $"made {Time(stamp.Made)} from the record alone");
        html.Add($"</dl>\n");

        void Fact(string name, string value) => html.Add($"<dt>{name}</dt><dd>{value}</dd>\n");
    }

    private static string Machine(ReportData data)
    {
        var hosts = data.Workers.Select(w => w.LastIndexOf('/') is var slash && slash > 0 ? w[..slash] : w).Distinct(StringComparer.Ordinal).ToList();
        return data.Workers.Count == 0 ? "no trial has run" : $"{ReportWords.Count(data.Workers.Count, "worker")} on {ReportWords.And(hosts)}";
    }

    private static IEnumerable<string> Keys(ReportData data)
    {
        const int Shown = 5;
        for (var replicate = 0; replicate < Math.Min(Shown, data.Spec.Replicates); replicate++)
            yield return Core.Randomness.RandomKey.For(data.Spec.Seed, replicate).Value.ToString(CultureInfo.InvariantCulture);
        if (data.Spec.Replicates > Shown)
            yield return "…";
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
