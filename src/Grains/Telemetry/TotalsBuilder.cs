using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Core.Verdicts;
using Sweep.Grains.Contracts;

namespace Sweep.Grains.Telemetry;

/// <summary>Adds up telemetry of one sweep. Its size depends on the spec's levels, never on the number of trials. Not thread-safe.</summary>
public sealed class TotalsBuilder(SweepPlan plan)
{
    /// <summary>Number of leaders kept.</summary>
    public const int LeaderCount = 10;

    private readonly Dictionary<(int Factor, string Level), LevelTotals> _levels = [];
    private readonly GradientSums _gradients = new();
    private readonly List<Leader> _leaders = new(LeaderCount + 1);
    private long _finished;
    private long _diverged;
    private long _steps;
    private long _samples;

    /// <summary>Adds a trial with its result and what its epochs add up to.</summary>
    public void Add(TrialDefinition trial, TrialResult result, TrialTally tally)
    {
        _gradients.Add(tally.Gradients);
        _finished++;
        _steps += result.Steps;
        _samples += result.Samples;
        var diverged = result.Outcome == TrialOutcome.Diverged;
        if (diverged)
            _diverged++;
        var objective = result.Outcome == TrialOutcome.Completed ? plan.Spec.Objective.Of(result) : double.NaN;
        var finite = double.IsFinite(objective);
        var verdicts = Count(tally.Judge(plan, trial, result));
        for (var factor = 0; factor < plan.Spec.Factors.Count; factor++)
        {
            if (plan.Spec.Factors[factor].Range is not null)
                continue;
            var level = trial.Combination.Levels[factor];
            var one = new LevelTotals(
                plan.Spec.Factors[factor].Name, level, finite ? 1 : 0, finite ? objective : 0, diverged ? 1 : 0, 1, finite ? objective * objective : 0, verdicts);
            _levels[(factor, level)] = _levels.TryGetValue((factor, level), out var known) ? known.Plus(one) : one;
        }

        if (finite)
            AddLeader(_leaders, new(trial.Index, objective, string.Join(" · ", trial.Combination.Levels)), plan.Spec.Objective);
    }

    /// <summary>The totals so far.</summary>
    public SweepTotals Build()
        => new(
            _finished,
            _diverged,
            _gradients.Epochs,
            _steps,
            _samples,
            _gradients.Build(),
            [.. _leaders],
            [.. _levels
                .OrderBy(entry => entry.Key.Factor)
                .ThenBy(entry => entry.Key.Level, StringComparer.Ordinal)
                .Select(entry => entry.Value)]);

    /// <summary>The sum of totals that count different trials.</summary>
    public static SweepTotals Sum(IEnumerable<SweepTotals> parts, Objective objective)
    {
        var all = parts.ToList();
        var leaders = new List<Leader>(LeaderCount + 1);
        foreach (var leader in all.SelectMany(part => part.Leaders))
            AddLeader(leaders, leader, objective);
        var levels = all
            .SelectMany(part => part.Levels)
            .GroupBy(level => (level.Factor, level.Level))
            .Select(group => group.Aggregate((a, b) => a.Plus(b)));
        return new(
            all.Sum(part => part.Finished),
            all.Sum(part => part.Diverged),
            all.Sum(part => part.Epochs),
            all.Sum(part => part.Steps),
            all.Sum(part => part.Samples),
            GradientSums.Sum([.. all.Select(part => part.Gradients)]),
            [.. leaders],
            [.. levels.OrderBy(l => l.Factor, StringComparer.Ordinal).ThenBy(l => l.Level, StringComparer.Ordinal)]);
    }

    private static VerdictTotals Count(TrialVerdicts verdicts)
        => verdicts.Evidence.Count == 0 ? VerdictTotals.None : new(1, [.. Enum.GetValues<Verdict>().Select(verdict => verdicts.Has(verdict) ? 1L : 0)]);

    private static void AddLeader(List<Leader> leaders, Leader leader, Objective objective)
    {
        var place = leaders.FindIndex(other => Precedes(leader, other, objective));
        leaders.Insert(place < 0 ? leaders.Count : place, leader);
        if (leaders.Count > LeaderCount)
            leaders.RemoveAt(LeaderCount);
    }

    // Ties go to the lower index, so that the order of arrival does not show.
    private static bool Precedes(Leader a, Leader b, Objective objective)
        => objective.Better(a.Objective, b.Objective) || (!objective.Better(b.Objective, a.Objective) && a.Trial < b.Trial);
}
