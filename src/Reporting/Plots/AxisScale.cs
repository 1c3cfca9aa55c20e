namespace Sweep.Reporting.Plots;

/// <summary>How an axis maps numbers to lengths.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equal lengths; ticks at 1, 2 or 5 times a power of ten.</summary>
    Linear,

    /// <summary>Equal ratios are equal lengths; ticks at powers of ten. Zero and negative numbers are not on it.</summary>
    Log,

    /// <summary>Linear over seconds, with ticks at whole seconds, minutes, hours and days.</summary>
    Duration,
}
