using Sweep.Core.Designs;
using Sweep.Core.Randomness;
using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Compilation;

/// <summary>
/// Checks the rules over a plan's combinations: all of them, or, where there are very many, a seeded sample and every pair
/// of levels of a full factorial. Each violation is reported once, with the first combination that has it and the number
/// of those that do.
/// </summary>
internal sealed class CombinationChecker(CompiledPlan plan, IReadOnlyList<BoundFactor> factors, IReadOnlyDictionary<string, Place> places, ProblemSink problems)
{
    /// <summary>Greatest number of combinations that are checked.</summary>
    public const int MaxChecked = 100_000;

    private readonly Dictionary<RuleViolation, (long First, long Count)> _violations = [];
    private readonly Dictionary<RuleViolation, (long First, long Count)> _advice = [];
    private long _checked;

    /// <summary>Reports what is wrong; returns what is worth knowing.</summary>
    public IReadOnlyList<string> Check()
    {
        var total = plan.Combinations;
        var sample = total > MaxChecked;
        var random = RandomKey.For(plan.Spec.Seed, 0).Sequence(RandomUse.Design, subStream: uint.MaxValue);
        for (var i = 0L; i < Math.Min(total, MaxChecked); i++)
            CheckOne(sample ? (long)(random.NextDouble() * total) : i);
        if (sample && plan.Spec.Design is Design.Full)
            CheckPairs();
        foreach (var (violation, (first, count)) in _violations)
            problems.Add(PlaceOf(violation.Path), $"{violation.Path}: {violation.Message}{Where(first, count)}");
        var notes = _advice.Select(a => $"{a.Key.Path}: {a.Key.Message}{Where(a.Value.First, a.Value.Count)}").ToList();
        if (sample)
            notes.Add($"of {total} combinations {_checked} were checked against the rules over several fields: a seeded sample of {MaxChecked}{(_checked > MaxChecked ? " and pairs of levels" : "")}");
        return notes;
    }

    /// <summary>Every pair of levels of every two factors, the others at their first level, as far as the limit goes.</summary>
    private void CheckPairs()
    {
        var steps = new long[factors.Count];
        var step = 1L;
        for (var i = factors.Count - 1; i >= 0; i--)
        {
            steps[i] = step;
            step *= factors[i].Levels.Count;
        }

        for (var a = 0; a < factors.Count; a++)
        {
            for (var b = a + 1; b < factors.Count; b++)
            {
                var pairs = (long)factors[a].Levels.Count * factors[b].Levels.Count;
                for (var p = 0L; p < pairs && _checked < 2 * MaxChecked; p++)
                    CheckOne((p / factors[b].Levels.Count * steps[a]) + (p % factors[b].Levels.Count * steps[b]));
            }
        }
    }

    private void CheckOne(long index)
    {
        _checked++;
        if (plan.TryCombination(index, out var reason) is not { } combination)
        {
            Count(_violations, new("vary", reason!), index);
            return;
        }

        foreach (var violation in ConfigRules.Check(combination.Config, plan.Spec.Objective))
            Count(_violations, violation, index);
        foreach (var advice in ConfigRules.Advise(combination.Config))
            Count(_advice, advice, index);
    }

    private static void Count(Dictionary<RuleViolation, (long First, long Count)> found, RuleViolation violation, long index)
        => found[violation] = found.TryGetValue(violation, out var known) ? (known.First, known.Count + 1) : (index, 1);

    private string Where(long first, long count)
    {
        if (factors.Count == 0)
            return "";
        var labels = plan.Labels(first);
        var named = string.Join(", ", factors.Select((f, i) => $"{f.Name}={labels[i]}"));
        var of = plan.Combinations > MaxChecked ? $"{_checked} checked" : $"{plan.Combinations}";
        return $" ({count} of {of} combinations; the first is {named})";
    }

    /// <summary>Where a level sets the field, else where the field or what holds it is written.</summary>
    private Place PlaceOf(string path)
    {
        var factor = factors.FirstOrDefault(f => f.Targets.Any(t => Holds(t.Path, path)));
        if (factor is not null)
            return factor.Place;
        for (var rest = path; rest.Length > 0; rest = rest.LastIndexOfAny(['.', '[']) is var end and > 0 ? rest[..end] : "")
        {
            if (places.TryGetValue(rest, out var place))
                return place;
        }

        return default;
    }

    private static bool Holds(string field, string path)
        => path.StartsWith(field, StringComparison.Ordinal) && (path.Length == field.Length || path[field.Length] is '.' or '[');
}
