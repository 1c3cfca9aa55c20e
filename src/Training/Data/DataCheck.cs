using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Specs;

namespace Sweep.Training.Data;

/// <summary>Loads every data set that a plan names and holds the configurations against it, before anything is written.</summary>
public static class DataCheck
{
    private const long CombinationsLookedAt = 100_000;

    /// <summary>Loads each data set of the plan's combinations once, into <paramref name="data"/>'s cache.</summary>
    /// <exception cref="InvalidInputException">Data cannot be used, or a combination does not fit its data.</exception>
    public static IReadOnlyList<PreparedData> LoadAll(SweepPlan plan, string baseDirectory, IDataProvider data)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(data);
        var loaded = new Dictionary<DatasetConfig, PreparedData>();
        for (var i = 0L; i < Math.Min(plan.Combinations, CombinationsLookedAt); i++)
        {
            var config = plan.Combination(i).Config;
            if (!loaded.TryGetValue(config.Dataset, out var prepared))
                loaded.Add(config.Dataset, prepared = data.Load(config.Dataset, RandomKey.For(plan.Spec.Seed, 0), baseDirectory));
            TrialCost.For(config, DataShape.Of(prepared));
        }

        return [.. loaded.Values];
    }
}
