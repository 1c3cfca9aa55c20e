using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Specs;
using Sweep.Training.Data;

namespace Sweep.Client.Commands;

/// <summary>Loads every data set that a plan names, so that a bad file is found before anything is written.</summary>
internal static class DataCheck
{
    private const long CombinationsLookedAt = 100_000;

    /// <summary>Loads each data set of the plan's combinations once, into <paramref name="data"/>'s cache.</summary>
    /// <exception cref="InvalidInputException">Data cannot be used.</exception>
    public static IReadOnlyList<PreparedData> LoadAll(SweepPlan plan, string baseDirectory, IDataProvider data)
    {
        var configs = new HashSet<DatasetConfig>();
        for (var i = 0L; i < Math.Min(plan.Combinations, CombinationsLookedAt); i++)
            configs.Add(plan.Combination(i).Config.Dataset);
        return [.. configs.Select(config => data.Load(config, RandomKey.For(plan.Spec.Seed, 0), baseDirectory))];
    }
}
