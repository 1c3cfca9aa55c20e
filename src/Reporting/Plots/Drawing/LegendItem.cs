using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>One entry of a legend.</summary>
/// <param name="Label">What it means.</param>
/// <param name="Swatch">Draws the sample in a box of 18 × 12 whose top left is the origin.</param>
internal sealed record LegendItem(string Label, Markup Swatch)
{
    public static LegendItem Box(string label, Markup fill) => new(label, Draw(s => s.Add($"""<rect x="2" width="12" height="12" rx="1" {fill}/>""")));

    public static LegendItem Line(string label, Markup stroke, Markup dash) => new(label, Draw(s => s.Add($"""<path d="M0 6H18" stroke-width="2" {stroke}{dash}/>""")));

    public static LegendItem Symbol(string label, Markup look, int shape) => new(label, Draw(s => s.Add($"""<path d="{Symbols.Path(8, 6, 5, shape)}" {look}/>""")));

    public static Markup Draw(Action<SvgBuilder> draw)
    {
        var svg = new SvgBuilder();
        draw(svg);
        return svg.ToMarkup();
    }
}
