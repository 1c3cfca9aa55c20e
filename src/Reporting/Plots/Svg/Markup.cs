namespace Sweep.Reporting.Plots.Svg;

/// <summary>Text that is SVG already and is written as it is.</summary>
internal readonly record struct Markup(string Text);
