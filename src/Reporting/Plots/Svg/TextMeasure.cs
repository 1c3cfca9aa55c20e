using System.Globalization;
using System.Text;

namespace Sweep.Reporting.Plots.Svg;

/// <summary>
/// How wide a text is, without a font: advances of DejaVu Sans by class of character, which is wider than the usual interface
/// fonts, so that a text that fits here fits there.
/// </summary>
internal static class TextMeasure
{
    /// <summary>Width of a text at a font size, in pixels.</summary>
    public static double Width(string text, double size)
    {
        var ems = 0.0;
        foreach (var rune in text.EnumerateRunes())
            ems += Advance(rune);
        return ems * size;
    }

    /// <summary>The longest beginning of a text, by whole characters and with an ellipsis, that a width holds; the text itself where it fits.</summary>
    public static string Fit(string text, double width, double size)
    {
        // Beyond this no chart has the room, and a text of a megabyte is not walked once a label.
        var head = text.Length > 1_000 ? text[..1_000] : text;
        if (head.Length == text.Length && Width(text, size) <= width)
            return text;
        var left = width - size;
        var end = 0;
        var clusters = StringInfo.GetTextElementEnumerator(head);
        while (clusters.MoveNext())
        {
            var cluster = clusters.GetTextElement();
            left -= Width(cluster, size);
            if (left < 0)
                break;
            end = clusters.ElementIndex + cluster.Length;
        }

        return head[..end].TrimEnd() + "…";
    }

    /// <summary>A text as lines no wider than a width; a word that is wider is cut.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, double size)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (Width(longer, size) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
                lines.Add(line);
            line = Fit(word, width, size);
        }

        if (line.Length > 0)
            lines.Add(line);
        return lines;
    }

    private static double Advance(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or '\'' => 0.28,
        ' ' or '.' or ',' or '|' or ':' or ';' or 'I' or '/' or '\\' => 0.34,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' => 0.42,
        'm' or 'M' or 'W' or 'w' or '@' or '%' or '…' or '—' => 1.0,
        >= '0' and <= '9' => 0.64,
        '+' or '=' or '<' or '>' or '~' or '±' or '×' or '−' => 0.84,
        >= 'a' and <= 'z' => 0.62,
        >= 'A' and <= 'Z' => 0.77,
        >= '⁰' and <= '⁻' or '²' or '³' or '¹' => 0.46,
        < 0x250 => 0.72,
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        < 0x1100 => 0.85,
        _ => 1.1,
    };
}
