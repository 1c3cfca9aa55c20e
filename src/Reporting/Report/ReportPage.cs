using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Sweep.Reporting.Plots;
using Sweep.Reporting.Report.Html;
using Sweep.Reporting.Report.Sections;

namespace Sweep.Reporting.Report;

/// <summary>
/// A sweep's report as one HTML page that needs nothing else: style, script, plots and data stand in it, and its content
/// security policy lets a browser fetch nothing and run nothing but what its hashes name.
/// </summary>
public static class ReportPage
{
    private static readonly (string Id, string Title)[] _contents =
    [
        ("answer", "Answer"), ("effects", "Effects"), ("interactions", "Interactions"), ("leaders", "Leaders"), ("curves", "Curves"),
        ("gradients", "Gradients"), ("verdicts", "Verdicts"), ("space", "Combinations"), ("cost", "Cost"), ("trials", "Trials"), ("methods", "Methods"),
    ];

    /// <summary>The page.</summary>
    public static string Of(ReportData data, PageStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(stamp);
        var style = PlotTheme.StyleSheet + Asset("report.css");
        var script = Asset("report.js");
        var html = new HtmlBuilder();
        html.Add($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="Sweep {stamp.Release}">
            <title>{ReportWords.Question(data)} · {data.Results.Sweep.Id}</title>
            <style>{new Raw(style)}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the report</a>
            <nav class="contents" aria-label="Contents"><ol>
            """);
        foreach (var (id, title) in _contents)
            html.Add($"<li><a href=\"#{id}\">{title}</a></li>");
        html.Add($"</ol></nav>\n<main id=\"main\" tabindex=\"-1\">\n");
        Body(html, data, stamp);
        html.Add($"""
            </main>
            <script type="application/json" id="data-trials">{new Raw(PageData.ToJson(data))}</script>
            <script type="application/json" id="data-curves">{new Raw(new PageCurves(data.Trials).ToJson())}</script>
            <script>{new Raw(script)}</script>
            </body>
            </html>

            """);
        return html.ToString();
    }

    private static void Body(HtmlBuilder html, ReportData data, PageStamp stamp)
    {
        var figures = new Figures(html);
        FirstScreen.Write(html, data, stamp);
        EffectsSection.Write(html, figures, data);
        InteractionsSection.Write(html, figures, data);
        LeadersSection.Write(html, figures, data);
        CurvesSection.Write(html, figures, data);
        GradientsSection.Write(html, figures, data);
        VerdictsSection.Write(html, figures, data);
        SpaceSection.Write(html, figures, data);
        CostSection.Write(html, figures, data);
        TableSection.Write(html, data);
        MethodsSection.Write(html, data, stamp);
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Indentation and comments are for those who read the source.
    private static string Lean(string text) => string.Join('\n', text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal)));

    private static string Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Sweep.Reporting.{name}")
            ?? throw new InvalidOperationException($"the build holds no {name}");
        using var reader = new StreamReader(stream);
        return Lean(reader.ReadToEnd());
    }
}
