using Sweep.Reporting.Report.Html;

namespace Sweep.Reporting.Report.Sections;

/// <summary>Radio buttons that show one panel of several, each with one figure. Without a script all but the first stay hidden; in print all are there.</summary>
internal static class Tabs
{
    public static void Write(HtmlBuilder html, Figures figures, string name, string legend, IReadOnlyList<string> labels, bool wide, Action<int> panel)
    {
        Raw width = new(wide ? " class=\"wide\"" : "");
        if (labels.Count > 1)
        {
            html.Add($"<fieldset class=\"tabs{new Raw(wide ? " wide" : "")}\" data-tabs=\"{name}\"><legend>{legend}</legend>");
            for (var i = 0; i < labels.Count; i++)
                html.Add($"<label><input type=\"radio\" name=\"{name}\" value=\"{i}\"{new Raw(i == 0 ? " checked" : "")}>{labels[i]}</label>");
            html.Add($"</fieldset>\n");
            figures.BeginGroup();
        }

        for (var i = 0; i < labels.Count; i++)
        {
            html.Add($"<div{width} data-panel=\"{name}-{i}\"{new Raw(i == 0 ? "" : " hidden")}>\n");
            panel(i);
            html.Add($"</div>\n");
        }

        figures.EndGroup();
    }
}
