using Sweep.Core.Specs;

namespace Sweep.Bench.Calibration;

/// <summary>Labelled configurations. The two batteries share no training, no points and no seed.</summary>
internal static class Battery
{
    /// <summary>The battery that thresholds were chosen by, or the one that tells how good they are.</summary>
    /// <param name="choosing">Which.</param>
    /// <param name="every">Takes only every so many cases of a family.</param>
    public static IReadOnlyList<Case> Of(bool choosing, int every = 1)
        => [.. (choosing ? FirstFamilies.All.Concat(SecondFamilies.All).Concat(ThirdFamilies.All) : HoldoutFamilies.All).SelectMany(f => Cases(f).Where((_, i) => i % every == 0))];

    private static IEnumerable<Case> Cases(Family family)
    {
        var compiled = SpecCompiler.Compile($"name: {family.Name}\n{family.Spec}", family.Name);
        if (compiled.Plan is not { } plan)
            throw new InvalidInputException(string.Join('\n', compiled.Problems));
        for (var index = 0L; index < plan.Trials; index++)
        {
            var trial = plan.Trial(index);
            yield return new(family, string.Join(' ', trial.Combination.Levels), trial.Combination.Config, trial.Key);
        }
    }
}
