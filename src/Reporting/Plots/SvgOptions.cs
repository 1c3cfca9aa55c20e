namespace Sweep.Reporting.Plots;

/// <summary>How a chart is written as SVG.</summary>
/// <param name="StandAlone">
/// A file of its own: with the style sheet, a background and the title as a heading. Otherwise a fragment for a page that holds
/// <see cref="PlotTheme.StyleSheet"/> once and writes the heading itself.
/// </param>
/// <param name="Focusable">
/// Whether each mark can take the keyboard's focus (tabindex 0). The chart is then a group of images and not one image.
/// </param>
public sealed record SvgOptions(bool StandAlone = true, bool Focusable = false)
{
    /// <summary>A file of its own.</summary>
    public static SvgOptions File { get; } = new();

    /// <summary>A fragment of a page.</summary>
    public static SvgOptions Inline { get; } = new(StandAlone: false);
}
