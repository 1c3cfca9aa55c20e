using Sweep.Core.Randomness;

namespace Sweep.Core.Specs;

/// <summary>A checked spec made ready to run: which trials there are, each a pure function of its index.</summary>
public abstract class SweepPlan
{
    /// <summary>The checked spec.</summary>
    public abstract SweepSpec Spec { get; }

    /// <summary>The normalised spec as YAML: parses to an equal plan, with every default filled in.</summary>
    public abstract string NormalisedYaml { get; }

    /// <summary>SHA-256, lower-case hex, over the canonical form of the normalised spec.</summary>
    public abstract string Hash { get; }

    /// <summary>Number of combinations.</summary>
    public abstract long Combinations { get; }

    /// <summary>Aliases of a fraction, or other things to tell whoever reads the plan.</summary>
    public abstract IReadOnlyList<string> Notes { get; }

    /// <summary>Number of trials.</summary>
    public long Trials => Combinations * Spec.Replicates;

    /// <summary>The combination with this number. Safe to call from many threads.</summary>
    public abstract Combination Combination(long index);

    /// <summary>The level's label for each factor of the combination with this number. Safe to call from many threads.</summary>
    public virtual IReadOnlyList<string> Labels(long index) => Combination(index).Levels;

    /// <summary>The trial with this number. Safe to call from many threads.</summary>
    public TrialDefinition Trial(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Trials);
        var replicate = (int)(index / Combinations);
        return new(index, Combination(index % Combinations), replicate, RandomKey.For(Spec.Seed, replicate));
    }
}
