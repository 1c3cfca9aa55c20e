using System.Runtime.CompilerServices;
using System.Text;

namespace Sweep.Reporting.Report.Html;

/// <summary>
/// An interpolated string that is safe HTML by construction: text is escaped, and only <see cref="Raw"/> goes in as it is.
/// Other types than text and whole numbers do not compile.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlText
{
    private readonly StringBuilder _to;

    public HtmlText(int literalLength, int formattedCount, HtmlBuilder html)
    {
        _ = literalLength + formattedCount;
        _to = html.Buffer;
    }

    public void AppendLiteral(string value) => _to.Append(value);

    public void AppendFormatted(int value) => _to.Append(value);

    public void AppendFormatted(long value) => _to.Append(value);

    public void AppendFormatted(string? value) => HtmlBuilder.Escape(_to, value);

    public void AppendFormatted(Raw value) => _to.Append(value.Text);
}
