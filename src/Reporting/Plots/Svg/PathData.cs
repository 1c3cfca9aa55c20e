using System.Text;

namespace Sweep.Reporting.Plots.Svg;

/// <summary>The d attribute of a path.</summary>
internal sealed class PathData
{
    private readonly StringBuilder _text = new();

    public bool IsEmpty => _text.Length == 0;

    public PathData Move(double x, double y) => Point('M', x, y);

    public PathData Line(double x, double y) => Point('L', x, y);

    public PathData Across(double x)
    {
        _text.Append('H');
        Coordinate.Append(_text, x);
        return this;
    }

    public PathData Down(double y)
    {
        _text.Append('V');
        Coordinate.Append(_text, y);
        return this;
    }

    public PathData Close()
    {
        _text.Append('Z');
        return this;
    }

    public Markup ToMarkup() => new(_text.ToString());

    /// <summary>Separate straight lines.</summary>
    public static Markup Lines(IEnumerable<(double X, double Y, double Dx, double Dy)> lines)
    {
        var path = new PathData();
        foreach (var (x, y, dx, dy) in lines)
        {
            path.Move(x, y);
            if (dy == 0)
                path.Across(x + dx);
            else if (dx == 0)
                path.Down(y + dy);
            else
                path.Line(x + dx, y + dy);
        }

        return path.ToMarkup();
    }

    /// <summary>A polyline.</summary>
    public static Markup Through(IEnumerable<(double X, double Y)> points)
    {
        var path = new PathData();
        foreach (var (x, y) in points)
            path.Point(path.IsEmpty ? 'M' : 'L', x, y);
        return path.ToMarkup();
    }

    private PathData Point(char command, double x, double y)
    {
        _text.Append(command);
        Coordinate.Append(_text, x);
        _text.Append(' ');
        Coordinate.Append(_text, y);
        return this;
    }
}
