using System.Globalization;
using System.Security;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sweep.Reporting.Terminal;

/// <summary>Turns what a console has shown into an SVG picture of a terminal, for documents and slides.</summary>
public sealed class SvgEncoder(string title) : IAnsiConsoleEncoder
{
    private const double CellWidth = 8.43;
    private const int LineHeight = 18;
    private const int Margin = 16;
    private const int TitleHeight = 30;
    private const string Paper = "#1c1f26";
    private const string Ink = "#d8dee9";

    /// <inheritdoc/>
    public string Encode(IAnsiConsole console, IEnumerable<IRenderable> renderable)
    {
        ArgumentNullException.ThrowIfNull(console);
        var options = RenderOptions.Create(console);
        var segments = renderable.SelectMany(item => item.Render(options, console.Profile.Width));
        var lines = Segment.SplitLines(segments);
        var width = (int)Math.Ceiling((2 * Margin) + (console.Profile.Width * CellWidth));
        var height = TitleHeight + (2 * Margin) + (lines.Count * LineHeight);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="{SecurityElement.Escape(title)}">
            <rect width="100%" height="100%" rx="8" fill="{Paper}"/>
            <text x="{width / 2}" y="22" fill="#7b8394" font-family="sans-serif" font-size="13" text-anchor="middle">{SecurityElement.Escape(title)}</text>
            <g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="{Ink}" xml:space="preserve">

            """);
        for (var i = 0; i < lines.Count; i++)
            WriteLine(svg, lines[i], TitleHeight + Margin + ((i + 1) * LineHeight) - 4);
        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static void WriteLine(StringBuilder svg, SegmentLine line, int y)
    {
        var column = 0;
        foreach (var segment in line)
        {
            var cells = segment.CellCount();
            if (!string.IsNullOrWhiteSpace(segment.Text))
            {
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin + (column * CellWidth):0.##}\" y=\"{y}\" textLength=\"{cells * CellWidth:0.##}\"{Look(segment.Style)}>");
                svg.Append(SecurityElement.Escape(segment.Text)).Append("</text>\n");
            }

            column += cells;
        }
    }

    private static string Look(Style style)
    {
        var look = style.Foreground == Color.Default ? "" : $" fill=\"#{style.Foreground.ToHex()}\"";
        if (style.Decoration.HasFlag(Decoration.Bold))
            look += " font-weight=\"bold\"";
        if (style.Decoration.HasFlag(Decoration.Dim))
            look += " opacity=\"0.6\"";
        return look;
    }
}
