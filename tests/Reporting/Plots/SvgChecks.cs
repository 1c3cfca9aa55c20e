using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Tests.Plots;

/// <summary>What holds for every SVG that a chart writes.</summary>
internal static partial class SvgChecks
{
    private static readonly string[] Geometry = ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "d", "points", "transform", "viewBox"];

    /// <summary>Parses it, and fails on a coordinate that is not a finite number of one decimal.</summary>
    public static XElement Parse(string svg)
    {
        var root = XDocument.Parse(svg).Root!;
        foreach (var attribute in root.DescendantsAndSelf().Attributes().Where(a => Geometry.Contains(a.Name.LocalName) && a.Parent!.Name.LocalName != "stop"))
        {
            foreach (Match word in Word().Matches(attribute.Value))
                Assert.Contains(word.Value, (string[])["M", "L", "H", "V", "Z", "h", "v", "z", "m", "a", "translate", "rotate"]);
            foreach (Match number in Number().Matches(attribute.Value))
            {
                Assert.True(double.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value), $"{attribute}");
                Assert.InRange(value, -5_000, 20_000);
                Assert.True(number.Value.IndexOf('.') is var dot && (dot < 0 || dot == number.Value.Length - 2), $"{number.Value} has more than one decimal");
            }
        }

        return root;
    }

    public static List<XElement> Named(XElement root, string name) => [.. root.Descendants().Where(e => e.Name.LocalName == name)];

    public static List<XElement> WithClass(XElement root, string name)
        => [.. root.Descendants().Where(e => ((string?)e.Attribute("class") ?? "").Split(' ').Contains(name))];

    /// <summary>The boxes of all texts that stand level or upright, by estimated width, in the coordinates of the root; slanted ones by their hull.</summary>
    public static List<(string Text, double Left, double Top, double Right, double Bottom, bool Slanted)> TextBoxes(XElement root)
        => [.. Named(root, "text").Select(Box)];

    private static (string Text, double Left, double Top, double Right, double Bottom, bool Slanted) Box(XElement text)
    {
        var shown = string.Concat(text.Nodes().OfType<XText>().Select(t => t.Value));
        var size = double.Parse(Inherited(text, "font-size")!, CultureInfo.InvariantCulture);
        var wide = TextMeasure.Width(shown, size);
        var anchor = Inherited(text, "text-anchor");
        var begin = anchor == "middle" ? -wide / 2 : anchor == "end" ? -wide : 0;
        var (x, y) = (Value(text, "x"), Value(text, "y"));
        (double X, double Y)[] corners = [(x + begin, y - (0.72 * size)), (x + begin + wide, y - (0.72 * size)), (x + begin, y + (0.2 * size)), (x + begin + wide, y + (0.2 * size))];
        foreach (var element in text.AncestorsAndSelf())
            corners = [.. corners.Select(c => Transform((string?)element.Attribute("transform"), c))];
        return (shown, corners.Min(c => c.X), corners.Min(c => c.Y), corners.Max(c => c.X), corners.Max(c => c.Y), ((string?)text.Attribute("transform") ?? "").Contains("-45", StringComparison.Ordinal));
    }

    private static (double X, double Y) Transform(string? transform, (double X, double Y) point)
    {
        if (transform is null)
            return point;
        if (Rotate().Match(transform) is { Success: true } rotate)
        {
            var angle = double.Parse(rotate.Groups[1].Value, CultureInfo.InvariantCulture) * Math.PI / 180;
            point = ((point.X * Math.Cos(angle)) - (point.Y * Math.Sin(angle)), (point.X * Math.Sin(angle)) + (point.Y * Math.Cos(angle)));
        }

        var move = Translate().Match(transform);
        return (point.X + double.Parse(move.Groups[1].Value, CultureInfo.InvariantCulture), point.Y + double.Parse(move.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    private static string? Inherited(XElement element, string name)
        => element.AncestorsAndSelf().Select(e => (string?)e.Attribute(name)).FirstOrDefault(v => v is not null);

    private static double Value(XElement element, string name) => double.Parse((string?)element.Attribute(name) ?? "0", CultureInfo.InvariantCulture);

    [GeneratedRegex("translate|rotate|[A-Za-z]")]
    private static partial Regex Word();

    [GeneratedRegex(@"-?[0-9.]+")]
    private static partial Regex Number();

    [GeneratedRegex(@"rotate\((-?[0-9.]+)\)")]
    private static partial Regex Rotate();

    [GeneratedRegex(@"translate\((-?[0-9.]+) (-?[0-9.]+)\)")]
    private static partial Regex Translate();
}
