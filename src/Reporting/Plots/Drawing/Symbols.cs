using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Shapes of marks, so that categories are told apart without colour.</summary>
internal static class Symbols
{
    private const int Count = 6;

    /// <summary>A shape around a point: disc, square, triangle up, diamond, triangle down, cross, and round again.</summary>
    public static Markup Path(double x, double y, double r, int shape)
    {
        var path = new PathData();
        switch (shape % Count)
        {
            case 0:
                var svg = new SvgBuilder();
                return svg.Add($"M{x - r} {y}a{r} {r} 0 1 1 {2 * r} 0a{r} {r} 0 1 1 {-2 * r} 0").ToMarkup();
            case 1:
                var s = r * 0.9;
                path.Move(x - s, y - s).Across(x + s).Down(y + s).Across(x - s);
                break;
            case 2:
                path.Move(x - r, y + (r * 0.8)).Line(x, y - r).Line(x + r, y + (r * 0.8));
                break;
            case 3:
                path.Move(x - (r * 1.2), y).Line(x, y - (r * 1.2)).Line(x + (r * 1.2), y).Line(x, y + (r * 1.2));
                break;
            case 4:
                path.Move(x - r, y - (r * 0.8)).Line(x, y + r).Line(x + r, y - (r * 0.8));
                break;
            default:
                var a = r * 0.35;
                path.Move(x - r, y - a).Across(x - a).Down(y - r).Across(x + a).Down(y - a).Across(x + r).Down(y + a)
                    .Across(x + a).Down(y + r).Across(x - a).Down(y + a).Across(x - r);
                break;
        }

        return path.Close().ToMarkup();
    }
}
