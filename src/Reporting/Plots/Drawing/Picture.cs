using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>A drawn chart without its heading and notes.</summary>
/// <param name="Body">The marks, in a coordinate system that begins at the top left.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Notes">What the drawing left out, merged or cut, in sentences.</param>
internal sealed record Picture(Markup Body, double Height, IReadOnlyList<string> Notes);
