using Sweep.Reporting.Plots.Scales;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Draws axes: grid, ticks, labels that never touch each other, titles.</summary>
internal static class Axes
{
    public const double TickSize = 11;
    public const double TitleSize = 12;

    /// <summary>Height that a horizontal axis takes below its area.</summary>
    public const double BottomHeight = 42;

    private const double TickLength = 4;

    /// <summary>Ticks of a horizontal axis, as many as fit its width.</summary>
    public static IReadOnlyList<Tick> Fitting(Scale scale, double width)
    {
        for (var about = Math.Clamp((int)(width / 64), 1, 12); ; about--)
        {
            var ticks = scale.Ticks(about);
            if (about <= 1 || Fits(ticks, width))
                return ticks;
        }
    }

    /// <summary>Ticks of a vertical axis.</summary>
    public static IReadOnlyList<Tick> Standing(Scale scale, double height) => scale.Ticks(Math.Clamp((int)(height / 34), 2, 9));

    /// <summary>Width that a vertical axis takes left of its area.</summary>
    public static double LeftWidth(IReadOnlyList<Tick> ticks)
        => Math.Ceiling(ticks.Where(t => t.Label is not null).Select(t => TextMeasure.Width(t.Label!, TickSize)).DefaultIfEmpty(0).Max()) + TickLength + 6 + 20;

    /// <param name="svg">Where to.</param>
    /// <param name="area">The area above the axis.</param>
    /// <param name="ticks">Its ticks.</param>
    /// <param name="title">Its title.</param>
    /// <param name="grid">Whether lines go up from the ticks.</param>
    /// <param name="right">How much room there is right of the area for a long title.</param>
    public static void Bottom(SvgBuilder svg, Area area, IReadOnlyList<Tick> ticks, string title, bool grid = true, double right = 12)
    {
        if (grid)
            Grid(svg, ticks.Where(t => t.Label is not null).Select(t => (area.X(t.At), area.Top, 0.0, area.Height)));
        Line(svg, ticks.Select(t => (area.X(t.At), area.Bottom, 0.0, t.Label is null ? TickLength / 2 : TickLength)).Prepend((area.Left, area.Bottom, area.Width, 0)));
        svg.Add($"""<g text-anchor="middle" font-size="{TickSize}" {Paint.Fill("muted")}>""");
        var free = double.NegativeInfinity;
        foreach (var tick in ticks)
        {
            if (tick.Label is not { } label)
                continue;
            var half = TextMeasure.Width(label, TickSize) / 2;
            if (area.X(tick.At) - half < free)
                continue;
            free = area.X(tick.At) + half + 4;
            svg.Add($"""<text x="{area.X(tick.At)}" y="{area.Bottom + 16}" {Paint.Fill("muted")}>{label}</text>""");
        }

        svg.Add($"</g>\n");
        var centre = area.Left + (area.Width / 2);
        Texts.Put(svg, centre, area.Bottom + 34, title, area.Width + (2 * Math.Min(area.Left, right)) - 8, TitleSize, "middle");
    }

    public static void Left(SvgBuilder svg, Area area, IReadOnlyList<Tick> ticks, string title, bool grid = true)
    {
        if (grid)
            Grid(svg, ticks.Where(t => t.Label is not null).Select(t => (area.Left, area.Y(t.At), area.Width, 0.0)));
        Line(svg, ticks.Select(t => (area.Left, area.Y(t.At), t.Label is null ? -TickLength / 2 : -TickLength, 0.0)).Prepend((area.Left, area.Top, 0, area.Height)));
        svg.Add($"""<g text-anchor="end" font-size="{TickSize}">""");
        var free = double.PositiveInfinity;
        foreach (var tick in ticks)
        {
            if (tick.Label is not { } label || area.Y(tick.At) + 6 > free)
                continue;
            free = area.Y(tick.At) - 6;
            svg.Add($"""<text x="{area.Left - TickLength - 3}" y="{area.Y(tick.At) + 4}" {Paint.Fill("muted")}>{label}</text>""");
        }

        svg.Add($"</g>\n");
        Texts.Upright(svg, 14, area.Top + (area.Height / 2), title, area.Height + 30, TitleSize);
    }

    private static void Grid(SvgBuilder svg, IEnumerable<(double X, double Y, double Dx, double Dy)> lines)
        => svg.Add($"""<path d="{PathData.Lines(lines)}" {Paint.Stroke("grid")}/>""");

    private static void Line(SvgBuilder svg, IEnumerable<(double X, double Y, double Dx, double Dy)> lines)
        => svg.Add($"""<path d="{PathData.Lines(lines)}" fill="none" {Paint.Stroke("muted")}/>""");

    private static bool Fits(IReadOnlyList<Tick> ticks, double width)
    {
        var free = double.NegativeInfinity;
        foreach (var tick in ticks)
        {
            if (tick.Label is not { } label)
                continue;
            var half = TextMeasure.Width(label, TickSize) / 2;
            if ((tick.At * width) - half < free)
                return false;
            free = (tick.At * width) + half + 12;
        }

        return true;
    }
}
