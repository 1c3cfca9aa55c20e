using Sweep.Core.Results;

namespace Sweep.Core.Statistics;

/// <summary>Two sweeps held against each other on the trials that both have.</summary>
/// <param name="Basis">What counts as one observation: the replicate where both sweeps share seeds, else the combination.</param>
/// <param name="Units">How many of them there are.</param>
/// <param name="Method">How the difference was estimated.</param>
/// <param name="Effect">The second sweep (level 1) less the first (level 0), all common combinations alike; null without values in both.</param>
/// <param name="Changes">The combinations, greatest difference first.</param>
/// <param name="LostValue">Trials with a value in the first sweep alone.</param>
/// <param name="WonValue">Trials with a value in the second alone.</param>
/// <param name="Notes">What else to know.</param>
public sealed record SweepComparison(
    AnalysisBasis Basis, int Units, EstimationMethod Method, Contrast? Effect, IReadOnlyList<CombinationChange> Changes,
    int LostValue, int WonValue, IReadOnlyList<string> Notes)
{
    /// <summary>Compares.</summary>
    /// <param name="trials">Trials that both sweeps have a result of.</param>
    /// <param name="sharedSeeds">Whether equal replicates have equal seeds in both, so that trials are paired.</param>
    /// <param name="options">How to correct, and the level.</param>
    public static SweepComparison Of(IReadOnlyList<ComparedTrial> trials, bool sharedSeeds, AnalysisOptions options)
    {
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentNullException.ThrowIfNull(options);
        var combinations = trials.Count == 0 ? 0 : trials.Max(t => t.Combination) + 1;
        var table = new ObservationTable([new("sweep", ["before", "after"]), new("combination", [.. Enumerable.Range(0, combinations).Select(c => $"{c}")])]);
        if (sharedSeeds)
        {
            foreach (var trial in trials)
            {
                table.Add([0, trial.Combination], trial.Replicate, trial.Before, trial.BeforeValue);
                table.Add([1, trial.Combination], trial.Replicate, trial.After, trial.AfterValue);
            }
        }
        else
        {
            // Replicates of unlike seeds have nothing in common but their number.
            foreach (var own in trials.GroupBy(t => t.Combination).OrderBy(g => g.Key))
            {
                Add(0, own.Key, [.. own.Where(t => t.Before == TrialOutcome.Completed && double.IsFinite(t.BeforeValue)).Select(t => t.BeforeValue)]);
                Add(1, own.Key, [.. own.Where(t => t.After == TrialOutcome.Completed && double.IsFinite(t.AfterValue)).Select(t => t.AfterValue)]);
            }
        }

        var analysis = SweepAnalysis.Of(table, options);
        var effect = analysis.Factors.Single(f => f.Factor == "sweep").Between(1, 0);
        var notes = analysis.Notes.Where(n => !n.StartsWith("There is one replicate", StringComparison.Ordinal)).ToList();
        return new(analysis.Basis, analysis.Units, analysis.Method,
            effect is null ? null : effect with { AdjustedP = effect.P }, Change(trials, sharedSeeds, options),
            trials.Count(t => !t.Valued && t.Before == TrialOutcome.Completed && double.IsFinite(t.BeforeValue)),
            trials.Count(t => !t.Valued && t.After == TrialOutcome.Completed && double.IsFinite(t.AfterValue)), notes);

        void Add(int sweep, int combination, double[] values)
        {
            if (values.Length > 0)
                table.Add([sweep, combination], 0, TrialOutcome.Completed, values.Sum() / values.Length);
        }
    }

    private static List<CombinationChange> Change(IReadOnlyList<ComparedTrial> trials, bool sharedSeeds, AnalysisOptions options)
    {
        var changes = trials.Where(t => t.Valued).GroupBy(t => t.Combination).Select(own =>
        {
            var before = MeanEstimate.Of([.. own.Select(t => t.BeforeValue)], options.Confidence);
            var after = MeanEstimate.Of([.. own.Select(t => t.AfterValue)], options.Confidence);
            var (error, degrees) = sharedSeeds
                ? (MeanEstimate.Of([.. own.Select(t => t.AfterValue - t.BeforeValue)]).StandardError, before.Count - 1.0)
                : Welch(before, after);
            var difference = after.Mean - before.Mean;
            var p = error > 0 ? TailProbability.TwoSidedT(difference / error, degrees) : double.IsNaN(error) ? double.NaN : difference == 0 ? 1 : 0;
            return new CombinationChange(own.Key, before.Count, before.Mean, after.Mean, difference, error,
                StudentInterval.Of(difference, error, degrees, options.Confidence), p, p);
        }).ToList();
        var adjusted = MultipleComparisons.Adjust([.. changes.Select(c => c.P)], options.Adjust);
        return [.. changes.Select((c, i) => c with { AdjustedP = adjusted[i] }).OrderByDescending(c => Math.Abs(c.Difference)).ThenBy(c => c.Combination)];
    }

    /// <summary>Standard error and Welch and Satterthwaite's degrees of freedom of two independent means (Welch 1947).</summary>
    private static (double Error, double Degrees) Welch(MeanEstimate one, MeanEstimate other)
    {
        double a = one.StandardError * one.StandardError, b = other.StandardError * other.StandardError;
        return (Math.Sqrt(a + b), a + b == 0 ? one.Count + other.Count - 2 : (a + b) * (a + b) / ((a * a / (one.Count - 1)) + (b * b / (other.Count - 1))));
    }
}
