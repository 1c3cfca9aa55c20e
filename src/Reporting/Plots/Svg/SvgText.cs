using System.Runtime.CompilerServices;
using System.Text;

namespace Sweep.Reporting.Plots.Svg;

/// <summary>
/// An interpolated string that is safe SVG by construction: text is escaped, a double is a coordinate (one decimal, finite or an
/// exception), and only <see cref="Markup"/> goes in as it is. Other types do not compile.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct SvgText
{
    private readonly StringBuilder _to;

    public SvgText(int literalLength, int formattedCount, SvgBuilder svg)
    {
        _ = literalLength + formattedCount;
        _to = svg.Buffer;
    }

    public void AppendLiteral(string value) => _to.Append(value);

    public void AppendFormatted(double value) => Coordinate.Append(_to, value);

    public void AppendFormatted(int value) => _to.Append(value);

    public void AppendFormatted(long value) => _to.Append(value);

    public void AppendFormatted(string? value) => Xml.Append(_to, value);

    public void AppendFormatted(Markup value) => _to.Append(value.Text);
}
