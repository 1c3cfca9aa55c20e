using Sweep.Core.Results;

namespace Sweep.Core.Statistics;

/// <summary>
/// What the replicates of one combination gave, added one by one without keeping them (Welford 1962).
/// </summary>
public struct CombinationTally
{
    private double _mean;
    private double _squares;
    private double _testLoss;
    private double _testScore;

    /// <summary>Replicates with a value.</summary>
    public int Completed { get; private set; }

    /// <summary>Replicates that diverged.</summary>
    public int Diverged { get; private set; }

    /// <summary>Mean objective over <see cref="Completed"/>; NaN for none.</summary>
    public readonly double Mean => Completed == 0 ? double.NaN : _mean;

    /// <summary>Standard error of the mean; NaN for fewer than two.</summary>
    public readonly double StandardError => Completed < 2 ? double.NaN : Math.Sqrt(_squares / (Completed - 1) / Completed);

    /// <summary>Mean test loss over <see cref="Completed"/>.</summary>
    public readonly double TestLoss => Completed == 0 ? double.NaN : _testLoss / Completed;

    /// <summary>Mean test score over <see cref="Completed"/>.</summary>
    public readonly double TestScore => Completed == 0 ? double.NaN : _testScore / Completed;

    /// <summary>Adds one result; failed and stopped ones, and ones without a finite value, leave it as it is.</summary>
    public void Add(TrialResult result, Objective objective)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Outcome == TrialOutcome.Diverged)
            Diverged++;
        var value = objective.Of(result);
        if (result.Outcome != TrialOutcome.Completed || !double.IsFinite(value))
            return;

        Completed++;
        var delta = value - _mean;
        _mean += delta / Completed;
        _squares += delta * (value - _mean);
        _testLoss += result.TestLoss;
        _testScore += result.TestScore;
    }
}
