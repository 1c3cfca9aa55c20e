using Sweep.Core.Configuration;

namespace Sweep.Core.Statistics;

/// <summary>What an analysis needs to know beside the trials.</summary>
public sealed record AnalysisOptions
{
    /// <summary>Whether more of the objective is better.</summary>
    public bool Maximize { get; init; }

    /// <summary>How p-values are corrected.</summary>
    public Adjustment Adjust { get; init; } = Adjustment.Holm;

    /// <summary>Level of all intervals.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Chance of a false claim that is borne: 1 − confidence.</summary>
    public double Alpha => 1 - Confidence;

    /// <summary>Trials of the design; 0 where unknown, which counts those in the table.</summary>
    public long Planned { get; init; }

    /// <summary>Replicates of the design; 0 where unknown, which counts those in the table.</summary>
    public int Replicates { get; init; }

    /// <summary>Whether the combinations were drawn by chance, so that other draws could have given others.</summary>
    public bool Sampled { get; init; }

    /// <summary>Seed of the bootstrap.</summary>
    public ulong Seed { get; init; }

    /// <summary>Resamples of each bootstrap.</summary>
    public int Resamples { get; init; } = 2000;
}
