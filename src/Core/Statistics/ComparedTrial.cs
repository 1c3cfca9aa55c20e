using Sweep.Core.Results;

namespace Sweep.Core.Statistics;

/// <summary>One trial as two sweeps have it.</summary>
/// <param name="Combination">Number of the combination that both have, from 0.</param>
/// <param name="Replicate">The replicate.</param>
/// <param name="Before">How it ended in the first sweep.</param>
/// <param name="BeforeValue">Its objective there.</param>
/// <param name="After">How it ended in the second.</param>
/// <param name="AfterValue">Its objective there.</param>
public readonly record struct ComparedTrial(
    int Combination, int Replicate, TrialOutcome Before, double BeforeValue, TrialOutcome After, double AfterValue)
{
    /// <summary>Whether both completed with a value.</summary>
    public bool Valued => Before == TrialOutcome.Completed && After == TrialOutcome.Completed && double.IsFinite(BeforeValue) && double.IsFinite(AfterValue);
}
