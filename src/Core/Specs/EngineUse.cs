using Sweep.Core.Configuration;

namespace Sweep.Core.Specs;

/// <summary>Which engines and devices a plan's trials ask for.</summary>
public static class EngineUse
{
    private const long CombinationsLookedAt = 100_000;

    /// <summary>All pairs that the plan's combinations name.</summary>
    public static IReadOnlySet<(Engine Engine, Device Device)> Of(SweepPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var asked = new HashSet<(Engine, Device)>();
        for (var i = 0L; i < Math.Min(plan.Combinations, CombinationsLookedAt); i++)
            asked.Add(Of(plan.Combination(i).Config));
        return asked;
    }

    /// <summary>The pair that a configuration names.</summary>
    public static (Engine Engine, Device Device) Of(TrialConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return (config.Training.Engine, config.Training.Device);
    }

    /// <summary>
    /// How far the digest of trials on this engine can be had again; null where it can everywhere. What TorchSharp computes
    /// depends on the processor and on the versions of its libraries.
    /// </summary>
    public static string? LimitOf(Engine engine)
        => engine == Engine.Native ? null : $"engine {EngineRules.Name(engine)}: the digest is reproducible on one machine and version, not across machines";
}
