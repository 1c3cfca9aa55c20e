using Sweep.Core.Designs;
using Sweep.Core.Specs;

namespace Sweep.Core.Verdicts;

/// <summary>Combinations that differ from one in a single factor, or where a design has none, in two.</summary>
public static class Neighbours
{
    /// <summary>Most combinations of a design that is no full factorial which are looked through.</summary>
    public const long MaxScanned = 1_000_000;

    /// <summary>Most combinations told of.</summary>
    public const int MaxFound = 1_000;

    /// <summary>Their numbers, rising. A factor with a range never agrees but by chance, so such a sweep mostly has none.</summary>
    public static IReadOnlyList<long> Of(SweepPlan plan, long combination)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Spec.Design is Design.Full ? Full(plan, combination) : Scanned(plan, combination);
    }

    // The last factor varies fastest.
    private static List<long> Full(SweepPlan plan, long combination)
    {
        var found = new List<long>();
        var stride = 1L;
        foreach (var factor in plan.Spec.Factors.Reverse())
        {
            var own = combination / stride % factor.Levels.Count;
            for (var level = 0; level < factor.Levels.Count && found.Count < MaxFound; level++)
            {
                if (level != own)
                    found.Add(combination + ((level - own) * stride));
            }

            stride *= factor.Levels.Count;
        }

        found.Sort();
        return found;
    }

    private static List<long> Scanned(SweepPlan plan, long combination)
    {
        var own = plan.Labels(combination);
        List<long> one = [], two = [];
        for (var other = 0L; other < Math.Min(plan.Combinations, MaxScanned); other++)
        {
            var labels = plan.Labels(other);
            var differing = 0;
            for (var f = 0; f < own.Count && differing <= 2; f++)
                differing += labels[f] == own[f] ? 0 : 1;
            if (differing is 1 or 2 && (differing == 1 ? one : two) is { Count: < MaxFound } list)
                list.Add(other);
        }

        return one.Count > 0 ? one : two;
    }
}
