using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Writes texts that keep to their room: too long a text is cut and told whole by its tooltip.</summary>
internal static class Texts
{
    public static void Put(SvgBuilder svg, double x, double y, string text, double width, double size, string anchor = "start", string role = "ink", bool bold = false)
    {
        if (text.Length == 0)
            return;
        Markup weight = new(bold ? " font-weight=\"600\"" : "");
        Markup place = new(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"");
        svg.Add($"""<text x="{x}" y="{y}" font-size="{size}"{place}{weight}{Role(role)}>""");
        Inner(svg, text, bold ? width / 1.06 : width, size);
    }

    /// <summary>Bottom to top, centred.</summary>
    public static void Upright(SvgBuilder svg, double x, double y, string text, double length, double size)
    {
        if (text.Length == 0)
            return;
        svg.Add($"""<text transform="translate({x} {y}) rotate(-90)" font-size="{size}" text-anchor="middle">""");
        Inner(svg, text, length, size);
    }

    /// <summary>Rising to the right, ending at a point.</summary>
    public static void Slanted(SvgBuilder svg, double x, double y, string text, double length, double size)
    {
        svg.Add($"""<text transform="translate({x} {y}) rotate(-45)" font-size="{size}" text-anchor="end" {Paint.Fill("muted")}>""");
        Inner(svg, text, length, size);
    }

    private static Markup Role(string role) => role == "ink" ? new("") : new(" " + Paint.Fill(role).Text);

    private static void Inner(SvgBuilder svg, string text, double width, double size)
    {
        var shown = TextMeasure.Fit(text, width, size);
        svg.Add($"{shown}");
        if (!ReferenceEquals(shown, text))
            svg.Add($"<title>{text}</title>");
        svg.Add($"</text>");
    }
}
