using System.Globalization;
using Sweep.Core.Specs;

namespace Sweep.Core.Verdicts;

/// <summary>
/// What to do about a trial's verdicts: first what the sweep itself shows, a trial that differs in as little as one factor
/// and does not have the verdict; else what the books say.
/// </summary>
public static class Remedies
{
    /// <summary>The trials whose facts <see cref="For"/> asks for, rising: those that differ little, in all replicates.</summary>
    public static IReadOnlyList<long> Candidates(SweepPlan plan, long trial)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var near = Neighbours.Of(plan, trial % plan.Combinations);
        return [.. Enumerable.Range(0, plan.Spec.Replicates).SelectMany(r => near.Select(c => (r * plan.Combinations) + c))];
    }

    /// <summary>A remedy for each verdict of a trial but healthy.</summary>
    /// <param name="plan">The sweep's plan.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="verdicts">Its verdicts.</param>
    /// <param name="objective">Its objective; NaN where it has none.</param>
    /// <param name="find">Facts of other trials, at least of <see cref="Candidates"/>; null for one that is not known.</param>
    public static IReadOnlyList<Remedy> For(SweepPlan plan, long trial, TrialVerdicts verdicts, double objective, Func<long, TrialFact?> find)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(verdicts);
        ArgumentNullException.ThrowIfNull(find);
        var sick = verdicts.Evidence.Where(e => e.Verdict != Verdict.Healthy).ToList();
        if (sick.Count == 0)
            return [];
        var replicate = trial / plan.Combinations;
        var others = Candidates(plan, trial).Select(find).OfType<TrialFact>().Where(f => f.IsJudged && !f.Has(Verdict.Diverged)).ToList();
        var definition = plan.Trial(trial);
        return [.. sick.Select(e => Shown(plan, definition, e.Verdict, objective, others, replicate) ?? Textbook.For(e.Verdict, definition.Combination.Config))];
    }

    private static Remedy? Shown(SweepPlan plan, TrialDefinition own, Verdict verdict, double objective, List<TrialFact> others, long replicate)
    {
        var aim = plan.Spec.Objective;
        TrialFact? best = null;
        foreach (var other in others)
        {
            if (other.Has(verdict) || !aim.Better(other.Objective, objective))
                continue;
            if (best is null || Ranks(other, best.Value))
                best = other;
        }

        return best is { } shown ? Sentence(plan, own, verdict, shown) : null;

        // Healthy before not, then the better one, then the pair of the same seed.
        bool Ranks(TrialFact a, TrialFact b)
        {
            if (a.Has(Verdict.Healthy) != b.Has(Verdict.Healthy))
                return a.Has(Verdict.Healthy);
            if (a.Objective != b.Objective)
                return aim.Better(a.Objective, b.Objective);
            return a.Trial / plan.Combinations == replicate && b.Trial / plan.Combinations != replicate;
        }
    }

    private static Remedy Sentence(SweepPlan plan, TrialDefinition own, Verdict verdict, TrialFact shown)
    {
        var labels = plan.Labels(shown.Trial % plan.Combinations);
        var changed = plan.Spec.Factors.Select((f, i) => (f.Name, From: own.Combination.Levels[i], To: labels[i])).Where(c => c.From != c.To).ToList();
        var how = string.Join(" and ", changed.Select(c => $"{c.Name} {c.To} in place of {c.From}"));
        var became = shown.Has(Verdict.Healthy) ? "was healthy" : $"was not {TrialVerdicts.NameOf(verdict)}";
        return new(verdict, string.Join(", ", changed.Select(c => c.Name)), string.Create(CultureInfo.InvariantCulture,
            $"with {how} the same network {became}: trial {shown.Trial}"), shown.Trial);
    }
}
