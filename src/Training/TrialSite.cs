using Sweep.Core.Randomness;
using Sweep.Core.Specs;

namespace Sweep.Training;

/// <summary>Where one training belongs: what an engine has to know that does not train where it is called.</summary>
/// <param name="Plan">The sweep's plan.</param>
/// <param name="Trial">The trial.</param>
/// <param name="BaseDirectory">Folder that relative paths of data files start at.</param>
public sealed record TrialSite(SweepPlan Plan, TrialDefinition Trial, string BaseDirectory)
{
    /// <summary>The sweep's id; empty where nobody asks.</summary>
    public string Sweep { get; init; } = "";

    /// <summary>The attempt.</summary>
    public int Attempt { get; init; }

    /// <summary>The worker slot that trains it, from 0. A slot trains one trial at a time.</summary>
    public int Slot { get; init; }

    /// <summary>Cancelled once the attempt is taken back.</summary>
    public CancellationToken Cancelled { get; init; }

    /// <summary>The key that its data is split and made with: the sweep's own, or the replicate's where that is asked for.</summary>
    public RandomKey DataKey => Trial.Combination.Config.Dataset.Resample ? Trial.Key : RandomKey.For(Plan.Spec.Seed, 0);
}
