using Sweep.Reporting.Plots.Drawing;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots;

/// <summary>
/// A line the size of a word, without axes: for tables. Gaps where values are not finite; the last value is a
/// dot. Of more than 120 values the extremes of each run of neighbours are drawn.
/// </summary>
public sealed record Sparkline : Chart
{
    private const double Height = 18;
    private const int MostPoints = 120;

    /// <summary>The values, from the left.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Whether equal ratios are equal heights.</summary>
    public bool Log { get; init; }

    /// <summary>Its colour.</summary>
    public PlotColor Color { get; init; } = PlotColor.Blue;

    /// <inheritdoc/>
    public override bool IsEmpty => !Values.Any(double.IsFinite);

    /// <inheritdoc/>
    public override ChartTable ToTable() => new(["index", "value"], [.. Values.Select((v, i) => (IReadOnlyList<object?>)[i, v])]);

    /// <inheritdoc/>
    public override string ToSvg(SvgOptions? options = null)
    {
        var width = Math.Clamp(Width, 24, 200);
        var svg = new SvgBuilder();
        svg.Add($"""<svg xmlns="http://www.w3.org/2000/svg" class="plot spark" width="{width}" height="{Height}" viewBox="0 0 {width} {Height}" role="img"><title>{Title}: {Description}</title>""");
        if ((options ?? SvgOptions.File).StandAlone)
            svg.Add($"<style>{new Markup(PlotTheme.StyleSheet)}</style>");
        svg.Add($"{Body(width)}");
        return svg.Add($"</svg>").ToString();
    }

    internal override Picture Draw(SvgOptions options) => new(Body(Width), Height, []);

    private protected override string Describe()
    {
        var known = Values.Where(double.IsFinite).ToList();
        return $"from {Show.Number(known[0])} to {Show.Number(known[^1])}, lowest {Show.Number(known.Min())}, highest {Show.Number(known.Max())}";
    }

    private Markup Body(double width)
    {
        var y = Scales.Scale.Of(new("", Log ? AxisScale.Log : AxisScale.Linear), Values, pad: 0);
        var area = new Area(3, 3, width - 6, Height - 6);
        var path = new PathData();
        var (pen, last) = (false, ((double X, double Y)?)null);
        foreach (var i in Thinning.Extremes(Values.Count, MostPoints, i => Values[i], y.Takes))
        {
            if (!y.Takes(Values[i]))
            {
                pen = false;
                continue;
            }

            var point = (X: area.X(Values.Count == 1 ? 0.5 : i / (Values.Count - 1.0)), Y: area.Y(y.Clamped(Values[i])));
            _ = pen ? path.Line(point.X, point.Y) : path.Move(point.X, point.Y);
            (pen, last) = (true, point);
        }

        var svg = new SvgBuilder();
        if (last is not { } end)
            return svg.Add($"""<path d="M3 9H{width - 3}" stroke-dasharray="2 3" {Paint.Stroke("muted")}/>""").ToMarkup();
        return svg.Add($"""<path d="{path.ToMarkup()}" fill="none" stroke-width="1.4" {Paint.Stroke(Color)}/><circle cx="{end.X}" cy="{end.Y}" r="2" {Paint.Fill(Color)}/>""").ToMarkup();
    }
}
