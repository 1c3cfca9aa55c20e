using System.Reflection;
using Sweep.Core.Configuration;
using Sweep.Core.Specs;
using Sweep.Training;

namespace Sweep.Client.Running;

/// <summary>Says what <c>init: auto</c> picks in a plan's networks.</summary>
internal static class AutoPicks
{
    private const long CombinationsLookedAt = 20_000;

    /// <summary>One sentence; null where no layer's initialisation is <c>auto</c>.</summary>
    public static string? Describe(SweepPlan plan)
    {
        var picks = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0L; i < Math.Min(plan.Combinations, CombinationsLookedAt); i++)
        {
            var model = plan.Combination(i).Config.Model;
            if (model.Init is Initialisation.Auto)
                picks.Add($"{NameOf(AutoInitialisation.For(null))} for the output layer");
            foreach (var activation in model.Init is Initialisation.Auto ? model.Conv.Select(stage => stage.Activation ?? model.Activation) : [])
                picks.Add($"{NameOf(AutoInitialisation.For(activation))} for {NameOf(activation)}");
            for (var layer = 1; layer <= model.HiddenWidths().Count; layer++)
            {
                var own = model.Layers.FirstOrDefault(other => other.Layer == layer);
                var activation = own?.Activation ?? model.Activation;
                if ((own?.Init ?? model.Init) is Initialisation.Auto)
                    picks.Add($"{NameOf(AutoInitialisation.For(activation))} for {NameOf(activation)}");
            }
        }

        return picks.Count == 0 ? null : $"init auto picks {string.Join(", ", picks)}";
    }

    private static string NameOf(object option) => option.GetType().GetCustomAttribute<OptionAttribute>()!.Name;
}
