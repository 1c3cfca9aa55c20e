namespace Sweep.Reporting.Plots;

/// <summary>Which way is better, for a front of points that no other point beats on both axes.</summary>
public enum ParetoFront
{
    /// <summary>No front is drawn.</summary>
    None,

    /// <summary>Small x and small y are better: cost against loss.</summary>
    LowLow,

    /// <summary>Small x and large y are better: cost against accuracy.</summary>
    LowHigh,
}
