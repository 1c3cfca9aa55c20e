using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Sweep.Reporting.Report.Html;

/// <summary>Grows an HTML text; what is put in is escaped by <see cref="HtmlText"/>.</summary>
internal sealed class HtmlBuilder
{
    public StringBuilder Buffer { get; } = new(16_384);

    public HtmlBuilder Add([InterpolatedStringHandlerArgument("")] ref HtmlText text)
    {
        _ = text;
        return this;
    }

    public HtmlBuilder Add(Raw raw)
    {
        Buffer.Append(raw.Text);
        return this;
    }

    /// <summary>A fragment of its own.</summary>
    public static Raw Of(Action<HtmlBuilder> write)
    {
        var html = new HtmlBuilder();
        write(html);
        return new(html.ToString());
    }

    /// <summary>Escapes text for elements and for quoted attributes; what HTML cannot hold becomes U+FFFD.</summary>
    public static void Escape(StringBuilder to, string? text)
    {
        foreach (var c in text ?? "")
        {
            switch (c)
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
                case '\'':
                    to.Append("&#39;");
                    break;
                case '\0':
                    to.Append('\uFFFD');
                    break;
                default:
                    to.Append(c);
                    break;
            }
        }
    }

    /// <summary>Text in which what stands between backticks is code.</summary>
    public static Raw Prose(string text) => Of(html =>
    {
        foreach (var (part, i) in text.Split('`').Select((p, i) => (p, i)))
            _ = i % 2 == 0 ? html.Add($"{part}") : html.Add($"<code>{part}</code>");
    });

    /// <summary>A whole number with thin groups of thousands.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public override string ToString() => Buffer.ToString();
}
