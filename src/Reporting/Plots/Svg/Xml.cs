using System.Text;

namespace Sweep.Reporting.Plots.Svg;

/// <summary>Text as XML 1.0 holds it, in elements and in quoted attributes alike.</summary>
internal static class Xml
{
    /// <summary>Escapes; a character that XML cannot hold becomes U+FFFD.</summary>
    public static void Append(StringBuilder to, string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&':
                    to.Append("&amp;");
                    break;
                case '<':
                    to.Append("&lt;");
                    break;
                case '>':
                    to.Append("&gt;");
                    break;
                case '"':
                    to.Append("&quot;");
                    break;
                case '\t' or '\n' or '\r':
                    to.Append(' ');
                    break;
                case < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF:
                    to.Append('\uFFFD');
                    break;
                default:
                    to.Append(rune.ToString());
                    break;
            }
        }
    }

    /// <summary>A name for an id: letters, digits and hyphens.</summary>
    public static string Id(string name)
    {
        var id = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        return id.Length > 0 && char.IsAsciiLetter(id[0]) ? id : "p" + id;
    }
}
