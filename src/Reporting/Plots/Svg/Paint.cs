using System.Globalization;
using Sweep.Reporting.Plots.Scales;

namespace Sweep.Reporting.Plots.Svg;

/// <summary>
/// Colours as attributes: a class that a style sheet can change, and the light colour as a presentation attribute for readers
/// without style sheets.
/// </summary>
internal static class Paint
{
    /// <summary>How many steps of viridis the theme has, for lines: without those that the background would swallow.</summary>
    public const int Steps = 8;

    /// <summary>Every colour of the theme: name, light, dark.</summary>
    public static IReadOnlyList<(string Name, string Light, string Dark)> Roles { get; } =
    [
        ("ink", "#1b1f24", "#e6e8eb"),
        ("muted", "#59626d", "#a3abb5"),
        ("grid", "#dfe3e8", "#343a43"),
        ("paper", "#ffffff", "#16191e"),
        ("missing", "#eceef1", "#2a2f37"),
        ("infinite", "#d0006f", "#ff4fa3"),
        ("bright", "#ffffff", "#ffffff"),
        ("deep", "#14171b", "#14171b"),
        ("c0", "#0072b2", "#2e86cc"),
        ("c1", "#e69f00", "#f0ad1f"),
        ("c2", "#009e73", "#1fbf92"),
        ("c3", "#d55e00", "#f0762a"),
        ("c4", "#cc79a7", "#dd92bd"),
        ("c5", "#56b4e9", "#9bd6f7"),
        ("c6", "#882255", "#c4558b"),
        ("c7", "#f0e442", "#f0e442"),
        ("c8", "#8a8f98", "#8a8f98"),
        .. Enumerable.Range(0, Steps).Select(i => ("v" + (char)('0' + i), ColorMap.At(0.86 * i / (Steps - 1), false), ColorMap.At(0.22 + (0.78 * i / (Steps - 1)), false))),
    ];

    public static Markup Fill(string role, string? classes = null) => Of("fill", "f-", role, classes);

    public static Markup Fill(PlotColor color, string? classes = null) => Fill(Role(color), classes);

    public static Markup Stroke(string role, string? classes = null) => Of("stroke", "s-", role, classes);

    /// <summary>The stroke of a share between 0 and 1 of a continuous colour.</summary>
    public static Markup Step(double share, string? classes = null)
        => Stroke("v" + (char)('0' + (int)Math.Min(Steps - 1, Math.Clamp(share, 0, 1) * Steps)), classes);

    public static Markup Stroke(PlotColor color, string? classes = null) => Stroke(Role(color), classes);

    /// <summary>The colour of the i-th series, where none is asked for.</summary>
    public static PlotColor Series(PlotColor? asked, int index) => asked ?? (PlotColor)(index % Count);

    /// <summary>Dashes of the i-th series: colours that come round again come dashed.</summary>
    public static Markup Dash(int index) => new((index / Count) switch
    {
        0 => "",
        1 => " stroke-dasharray=\"6 3\"",
        2 => " stroke-dasharray=\"2 3\"",
        _ => " stroke-dasharray=\"8 3 2 3\"",
    });

    /// <summary>A colour in light mode.</summary>
    public static string Light(PlotColor color) => Roles.First(r => r.Name == Role(color)).Light;

    private static int Count => (int)PlotColor.Grey + 1;

    private static string Role(PlotColor color) => "c" + ((int)color).ToString(CultureInfo.InvariantCulture);

    private static Markup Of(string property, string prefix, string role, string? classes)
    {
        foreach (var (name, light, _) in Roles)
        {
            if (name == role)
                return new($"class=\"{(classes is null ? "" : classes + " ")}{prefix}{role}\" {property}=\"{light}\"");
        }

        throw new ArgumentException($"There is no colour '{role}'.", nameof(role));
    }
}
