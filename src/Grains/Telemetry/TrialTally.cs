using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Core.Verdicts;

namespace Sweep.Grains.Telemetry;

/// <summary>What the epochs of one trial add up to while it has no result, and what it is judged by in the end. Not thread-safe.</summary>
public sealed class TrialTally
{
    // A trial in flight takes up no more than that, however long it is; a rebuilt tally keeps the same ones.
    private const int MostEpochs = 1_000;

    private readonly Queue<EpochReport> _newest = new();

    /// <summary>Its gradients.</summary>
    public GradientSums Gradients { get; } = new();

    /// <summary>Epochs added.</summary>
    public long Epochs => Gradients.Epochs;

    /// <summary>Adds the next epoch.</summary>
    public void Add(EpochReport epoch)
    {
        Gradients.Add(epoch);
        _newest.Enqueue(epoch);
        if (_newest.Count > MostEpochs)
            _newest.Dequeue();
    }

    /// <summary>The verdicts on it, by its newest thousand epochs and the lines of its sweep's spec.</summary>
    public TrialVerdicts Judge(SweepPlan plan, TrialDefinition trial, TrialResult result)
        => VerdictRules.Judge([.. _newest], result, trial.Combination.Config, plan.Spec.Verdicts);
}
