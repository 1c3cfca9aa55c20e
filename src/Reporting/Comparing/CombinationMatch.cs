namespace Sweep.Reporting.Comparing;

/// <summary>When combinations of two sweeps are the same.</summary>
public enum CombinationMatch
{
    /// <summary>When they are the same training: every field of the configuration agrees.</summary>
    Config,

    /// <summary>When every factor has the same label, whatever the rest of the spec says.</summary>
    Levels,
}
