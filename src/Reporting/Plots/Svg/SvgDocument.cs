namespace Sweep.Reporting.Plots.Svg;

/// <summary>Puts a picture into its document: root, alternative text, style, heading, notes.</summary>
internal static class SvgDocument
{
    private const double Margin = 12;
    private const double HeadingSize = 15;
    private const double NoteSize = 11;

    public static string Write(Chart chart, SvgOptions options)
    {
        var id = Xml.Id(chart.Id);
        var width = Math.Max(240, chart.Width);
        var picture = chart.IsEmpty ? Drawing.EmptyDrawing.Draw(chart, width) : chart.Draw(options);
        var heading = options.StandAlone ? Lines(chart.Title, width, HeadingSize, 2) : [];
        var top = heading.Count == 0 ? 0 : 12 + (20 * heading.Count);
        string[] said = [.. picture.Notes, .. chart.Note is { Length: > 0 } note ? [note] : Array.Empty<string>()];
        var notes = said.SelectMany(n => TextMeasure.Wrap(n, width - (2 * Margin), NoteSize)).ToList();
        var height = Math.Ceiling(top + picture.Height + (notes.Count == 0 ? 0 : 8 + (15 * notes.Count)) + (options.StandAlone ? 8 : 2));

        var svg = new SvgBuilder();
        Markup role = new(options.Focusable ? "group" : "img");
        svg.Add($"""<svg xmlns="http://www.w3.org/2000/svg" class="plot" id="{id}" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="{role}" aria-labelledby="{id}-t {id}-d" font-family="system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif" font-size="12">""");
        svg.Add($"""<title id="{id}-t">{chart.Title}</title><desc id="{id}-d">{chart.Description}</desc>""").Add($"\n");
        if (options.StandAlone)
        {
            svg.Add($"<style>{new Markup(PlotTheme.StyleSheet)}</style>\n");
            svg.Add($"""<rect width="{width}" height="{height}" {Paint.Fill("paper")}/>""").Add($"\n");
        }

        for (var i = 0; i < heading.Count; i++)
            svg.Add($"""<text x="{Margin}" y="{24 + (20 * i)}" font-size="{HeadingSize}" font-weight="600">{heading[i]}</text>""");
        if (top > 0)
            svg.Add($"""<g transform="translate(0 {top})">""");
        svg.Add($"{picture.Body}");
        if (top > 0)
            svg.Add($"</g>");
        svg.Add($"\n");
        for (var i = 0; i < notes.Count; i++)
            svg.Add($"""<text x="{Margin}" y="{top + picture.Height + 17 + (15 * i)}" font-size="{NoteSize}" {Paint.Fill("muted", "note")}>{notes[i]}</text>""");
        return svg.Add($"</svg>\n").ToString();
    }

    private static List<string> Lines(string text, double width, double size, int most)
    {
        var lines = TextMeasure.Wrap(text, width - (2 * Margin), size * 1.06).ToList();
        if (lines.Count <= most)
            return lines;
        var rest = TextMeasure.Fit(string.Join(' ', lines.Skip(most - 1)), width - (2 * Margin), size * 1.06);
        return [.. lines.Take(most - 1), rest];
    }
}
