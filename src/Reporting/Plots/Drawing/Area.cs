namespace Sweep.Reporting.Plots.Drawing;

/// <summary>The rectangle between the axes.</summary>
internal readonly record struct Area(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    /// <summary>A share of the width as a place.</summary>
    public double X(double share) => Left + (share * Width);

    /// <summary>A share of the height, counted from the bottom, as a place.</summary>
    public double Y(double share) => Bottom - (share * Height);
}
