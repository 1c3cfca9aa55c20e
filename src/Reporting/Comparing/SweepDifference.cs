using System.Globalization;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Core.Statistics;
using Sweep.Core.Verdicts;
using Sweep.Storage;

namespace Sweep.Reporting.Comparing;

/// <summary>What differs between two sweeps on the combinations that both have, read from their records.</summary>
public sealed class SweepDifference
{
    private SweepDifference(ComparedSweep before, ComparedSweep after)
    {
        (Before, After) = (before.Sweep, after.Sweep);
        Spec = before.Plan.Spec;
    }

    /// <summary>The first sweep.</summary>
    public SweepRecord Before { get; }

    /// <summary>The second.</summary>
    public SweepRecord After { get; }

    /// <summary>Spec of the first, whose objective both are held to.</summary>
    public SweepSpec Spec { get; }

    /// <summary>Combinations that both have.</summary>
    public required int Common { get; init; }

    /// <summary>Combinations of the first alone.</summary>
    public required long OnlyBefore { get; init; }

    /// <summary>Combinations of the second alone.</summary>
    public required long OnlyAfter { get; init; }

    /// <summary>Trials of common combinations and replicates that have a result in both.</summary>
    public required int Trials { get; init; }

    /// <summary>Those of them whose digest is the same, result and telemetry to the bit.</summary>
    public required int SameDigest { get; init; }

    /// <summary>Whether equal replicates have equal seeds.</summary>
    public required bool SharedSeeds { get; init; }

    /// <summary>The numbers.</summary>
    public required SweepComparison Comparison { get; init; }

    /// <summary>Levels of each common combination in the first sweep, by its number in <see cref="Comparison"/>.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Levels { get; init; }

    /// <summary>Verdicts that any trial has in either.</summary>
    public required IReadOnlyList<VerdictChange> Verdicts { get; init; }

    /// <summary>What else to know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Compares two sweeps.</summary>
    /// <exception cref="InvalidInputException">They have no combination in common.</exception>
    public static async Task<SweepDifference> LoadAsync(
        ComparedSweep before, ComparedSweep after, CombinationMatch match, Adjustment? adjust, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var common = CommonCombinations.Of(before, after, match);
        var shared = before.Plan.Spec.Seed == after.Plan.Spec.Seed;
        var objective = before.Plan.Spec.Objective;
        var first = await ResultsAsync(before, common.Before, objective, cancellation).ConfigureAwait(false);
        var second = await ResultsAsync(after, common.After, objective, cancellation).ConfigureAwait(false);
        var both = first.Keys.Where(second.ContainsKey).Order().ToList();
        var trials = both.Select(k => new ComparedTrial(k.Combination, k.Replicate, first[k].Outcome, first[k].Value, second[k].Outcome, second[k].Value)).ToList();
        var comparison = SweepComparison.Of(trials, shared, SweepResults.Options(before.Plan, adjust) with { Planned = 0, Sampled = false });
        return new(before, after)
        {
            Common = common.Levels.Count,
            OnlyBefore = before.Plan.Combinations - common.Before.Count,
            OnlyAfter = after.Plan.Combinations - common.After.Count,
            Trials = trials.Count,
            SameDigest = both.Count(k => first[k].Digest == second[k].Digest),
            SharedSeeds = shared,
            Comparison = comparison,
            Levels = common.Levels,
            Verdicts = Changed([.. both.Select(k => (first[k].Verdicts, second[k].Verdicts))]),
            Notes = [.. NotesOf(before, after, shared), .. comparison.Notes],
        };
    }

    private static IEnumerable<string> NotesOf(ComparedSweep before, ComparedSweep after, bool shared)
    {
        if (!shared)
            yield return string.Create(CultureInfo.InvariantCulture, $"The seeds differ ({before.Plan.Spec.Seed} and {after.Plan.Spec.Seed}), so trials are not paired: each combination's mean counts as one observation.");
        if (before.Plan.Spec.Objective != after.Plan.Spec.Objective)
            yield return $"The sweeps are decided on different things; both are compared by {Names.Of(before.Plan.Spec.Objective.Metric)}.";
        if (before.Sweep.Version != after.Sweep.Version)
            yield return $"The sweeps were made by Sweep {before.Sweep.Version} and {after.Sweep.Version}.";
    }

    private static async Task<Dictionary<(int Combination, int Replicate), (TrialOutcome Outcome, double Value, string Digest, TrialVerdicts Verdicts)>> ResultsAsync(
        ComparedSweep sweep, IReadOnlyDictionary<long, int> numbers, Objective objective, CancellationToken cancellation)
    {
        var results = new Dictionary<(int, int), (TrialOutcome, double, string, TrialVerdicts)>();
        await foreach (var trial in TelemetryReader.ReadAsync(sweep.Store, sweep.Sweep.Id, cancellation).ConfigureAwait(false))
        {
            if (trial.Trial.Finished is { } finished && numbers.TryGetValue(trial.Trial.Index % sweep.Plan.Combinations, out var number))
            {
                results.Add((number, (int)(trial.Trial.Index / sweep.Plan.Combinations)),
                    (finished.Result.Outcome, objective.Of(finished.Result), finished.Digest, SweepResults.Judge(sweep.Plan, trial)));
            }
        }

        return results;
    }

    private static List<VerdictChange> Changed(IReadOnlyList<(TrialVerdicts Before, TrialVerdicts After)> trials)
        => [.. Enum.GetValues<Verdict>()
            .Select(v => new VerdictChange(v,
                trials.Count(t => t.Before.Has(v) && t.After.Has(v)),
                trials.Count(t => t.Before.Has(v) && !t.After.Has(v)),
                trials.Count(t => !t.Before.Has(v) && t.After.Has(v))))
            .Where(c => c.Both + c.Before + c.After > 0)];
}
