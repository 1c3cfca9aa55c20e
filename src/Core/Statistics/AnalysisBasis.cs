namespace Sweep.Core.Statistics;

/// <summary>What counts as one independent observation of a difference.</summary>
public enum AnalysisBasis
{
    /// <summary>Nothing can be compared.</summary>
    None,

    /// <summary>
    /// The replicate: its seeds are drawn anew, while all its trials share them. Each gives one value of a difference, averaged
    /// over all other factors, and intervals tell how much another replicate would change it.
    /// </summary>
    Replicates,

    /// <summary>
    /// The combination, where there is one replicate or where combinations were drawn by chance: how a difference varies over
    /// the other factors counts as noise.
    /// </summary>
    Combinations,
}
