using System.Runtime.CompilerServices;
using System.Text;

namespace Sweep.Reporting.Plots.Svg;

/// <summary>Grows an SVG text; what is put in is escaped and rounded by <see cref="SvgText"/>.</summary>
internal sealed class SvgBuilder
{
    public StringBuilder Buffer { get; } = new(4_096);

    public SvgBuilder Add([InterpolatedStringHandlerArgument("")] ref SvgText text)
    {
        _ = text;
        return this;
    }

    public Markup ToMarkup() => new(Buffer.ToString());

    public override string ToString() => Buffer.ToString();
}
