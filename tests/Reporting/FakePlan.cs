using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;

namespace Sweep.Reporting.Tests;

/// <summary>A full factorial over named levels; the last factor varies fastest.</summary>
internal sealed class FakePlan(int replicates, Objective objective, params Factor[] factors) : SweepPlan
{
    public static Factor Factor(string name, params string[] levels) => new(name, [.. levels.Select(l => new Level(l))], null);

    /// <summary>What levels make of the base configuration.</summary>
    public Func<IReadOnlyList<string>, TrialConfig, TrialConfig> Change { get; init; } = (_, config) => config;

    public override SweepSpec Spec { get; } = new()
    {
        Name = "fake",
        Base = new() { Model = new() { Activation = new Activation.Tanh() } },
        Factors = factors,
        Replicates = replicates,
        Seed = 7,
        Objective = objective,
    };

    public override string NormalisedYaml => "name: fake\n";

    public override string Hash => new('0', 64);

    public override long Combinations => Spec.Factors.Aggregate(1L, (n, f) => n * f.Levels.Count);

    public override IReadOnlyList<string> Notes => [];

    public override Combination Combination(long index)
    {
        var levels = new string[Spec.Factors.Count];
        var rest = index;
        for (var f = levels.Length - 1; f >= 0; f--)
        {
            levels[f] = Spec.Factors[f].Levels[(int)(rest % Spec.Factors[f].Levels.Count)].Label;
            rest /= Spec.Factors[f].Levels.Count;
        }

        return new(index, levels, Change(levels, Spec.Base));
    }
}
