namespace Sweep.Reporting.Plots;

/// <summary>How a heat map maps numbers to colours.</summary>
public enum HeatScale
{
    /// <summary>Viridis, equal differences.</summary>
    Linear,

    /// <summary>Viridis, equal ratios; numbers that are not positive are marked with a dot.</summary>
    Log,

    /// <summary>Orange below the centre, purple above it (PuOr of ColorBrewer), equal differences, both sides alike.</summary>
    Diverging,
}
