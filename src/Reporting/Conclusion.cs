using System.Globalization;
using System.Text;
using Sweep.Core.Statistics;
using Sweep.Core.Verdicts;

namespace Sweep.Reporting;

/// <summary>A sweep's results in one paragraph of plain words.</summary>
public static class Conclusion
{
    private const double HighDivergence = 0.05;

    /// <summary>The paragraph.</summary>
    public static string Of(SweepResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Trials.Completed == 0)
        {
            return results.Trials.Finished == 0
                ? "No trial has a result yet."
                : string.Create(CultureInfo.InvariantCulture, $"None of the {results.Trials.Finished} trials with a result completed, so there is nothing to compare.");
        }

        var metric = Names.Of(results.Spec.Objective.Metric).Replace('_', ' ');
        var text = new StringBuilder();
        if (results.Trials.Finished < results.Trials.Total)
            text.Append(CultureInfo.InvariantCulture, $"Based on {results.Trials.Finished} of {results.Trials.Total} trials so far. ");
        text.AppendJoin(' ', results.Analysis.Factors.Where(f => f.Levels.Count > 1).Take(2).Select(f => Sentence(f, metric, results.Analysis.Options)));
        var flat = results.Analysis.Factors.Where(f => f.Levels.Count > 1).Skip(2).Where(f => f.Contrasts.Count > 0 && !f.Contrasts.Any(c => c.ClearAt(results.Analysis.Options.Alpha))).Select(f => f.Factor).ToList();
        if (flat.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $" No clear difference between the levels of {string.Join(", ", flat)}.");
        if (Dependence.Of(results.Analysis) is { } depends)
            text.Append(CultureInfo.InvariantCulture, $" But {depends}.");
        AppendDivergence(text, results);
        AppendVerdicts(text, results);
        AppendBest(text, results, metric);
        return text.ToString().Trim();
    }

    private static string Sentence(FactorAnalysis factor, string metric, AnalysisOptions options)
    {
        var known = factor.Levels.Select((_, i) => factor.VersusBest(i)).OfType<Contrast>().Where(e => !double.IsNaN(e.Difference)).ToList();
        if (known.Count == 0)
            return $"There is nothing to compare {factor.Factor} by.";
        if (known.All(e => e is { Difference: 0, StandardError: 0 }))
            return $"All levels of {factor.Factor} gave the very same results.";
        var best = factor.Levels[factor.Best];
        var explained = double.IsFinite(factor.Share.OmegaSquared)
            ? string.Create(CultureInfo.InvariantCulture, $" ({factor.Factor} explains {Math.Max(0, 100 * factor.Share.OmegaSquared):F0} % of the variance)")
            : "";
        var clear = known.Where(e => e.ClearAt(options.Alpha)).ToList();
        var worst = (clear.Count > 0 ? clear : known).MaxBy(e => Math.Abs(e.Difference))!;
        var worstName = FactorWords.Level(factor, worst.Level);
        var bestName = FactorWords.Level(factor, factor.Best);
        if (bestName != best.Level)
            worstName = factor.Levels[worst.Level].Level;
        if (!double.IsFinite(worst.Confidence.Low))
            return $"{bestName} has the best {metric} of {factor.Factor}, {Show.Number(Math.Abs(worst.Difference))} ahead of {worstName}, but too few trials say how certain that is{explained}.";
        var certainty = string.Create(CultureInfo.InvariantCulture, $"{Show.PlusMinus(Math.Abs(worst.Difference), worst.Confidence.HalfWidth)} {metric} ({100 * options.Confidence:0.##} % CI, {Show.P(worst.AdjustedP)})");
        if (clear.Count == 0)
        {
            var more = worst.Power.More > 0
                ? string.Create(CultureInfo.InvariantCulture, $"; if that is real, {worst.Power.More} more replicate{(worst.Power.More == 1 ? "" : "s")} would likely show it")
                : "";
            return $"No clear difference between the levels of {factor.Factor}: {bestName} is ahead of {worstName} by {certainty}{explained}{more}.";
        }

        // A level further behind than the one that is clearly worse is no tie, only too spread to judge.
        var unclear = known.Where(e => !e.ClearAt(options.Alpha) && double.IsFinite(e.AdjustedP) && double.IsFinite(e.Confidence.HalfWidth) && !ApartByRank(factor, e, options.Alpha)).ToList();
        var open = unclear.Where(e => Math.Abs(e.Difference) <= Math.Abs(worst.Difference)).Select(e => FactorWords.Level(factor, e.Level)).ToList();
        var wild = unclear.Where(e => Math.Abs(e.Difference) > Math.Abs(worst.Difference)).Select(e => $"{FactorWords.Level(factor, e.Level)} is {Show.Number(Math.Abs(e.Difference))} behind, but too spread to be sure of").ToList();
        var tie = open.Count switch
        {
            0 => "",
            1 => $"; {open[0]} is not clearly worse than {bestName}",
            _ => $"; {string.Join(", ", open)} are not clearly worse than {bestName}",
        } + string.Concat(wild.Select(w => "; " + w));
        var share = best.DivergedConfidence.Low > HighDivergence
            ? $"; but {Show.Percent(best.DivergedShare)} of the trials with {bestName} diverged"
            : "";
        return FactorWords.OfData(factor.Factor)
            ? $"With {factor.Factor} {best.Level} the data are easier than with {factor.Levels[worst.Level].Level} by {certainty}{explained}{tie}{share}."
            : $"{bestName} beats {worstName} by {certainty}{explained}{tie}{share}.";
    }

    private static bool ApartByRank(FactorAnalysis factor, Contrast contrast, double alpha)
        => factor.Ranks is { } ranks && ranks.PairwiseP.Count > 0 && ranks.PairwiseP[contrast.Level][contrast.Reference] <= alpha;

    private static void AppendDivergence(StringBuilder text, SweepResults results)
    {
        var compared = results.Trials.Completed + results.Trials.Diverged;
        if (results.Trials.Diverged == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $" {results.Trials.Diverged} of {compared} trials diverged and {(results.Trials.Diverged == 1 ? "is" : "are")} in no mean");
        var (factor, worst) = results.Analysis.Factors.SelectMany(f => f.Levels.Select(l => (f.Factor, Level: l))).Where(l => l.Level.Diverged > 0).MaxBy(l => l.Level.DivergedConfidence.Low);
        if (worst is not null && worst.DivergedConfidence.Low > HighDivergence)
            text.Append(CultureInfo.InvariantCulture, $", most with {factor} {worst.Level} ({worst.Diverged} of {worst.Judged})");
        text.Append('.');
    }

    private static void AppendVerdicts(StringBuilder text, SweepResults results)
    {
        var worst = results.Gradients
            .SelectMany(g => new[] { Verdict.Vanishing, Verdict.Exploding, Verdict.Dead, Verdict.Saturated }.Select(v => (Group: g, Verdict: v)))
            .Where(p => p.Group.ShareOf(p.Verdict) > 0.5)
            .GroupBy(p => p.Verdict)
            .Select(v => (v.Key, Groups: v.ToList()))
            .ToList();
        foreach (var (verdict, groups) in worst)
        {
            var names = string.Join(", ", groups.Take(3).Select(g => string.Join(" with ", g.Group.Levels)));
            if (names.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $" Most trials of {names}{(groups.Count > 3 ? " and others" : "")} were {TrialVerdicts.NameOf(verdict)}.");
        }
    }

    private static void AppendBest(StringBuilder text, SweepResults results, string metric)
    {
        if (results.Best.Count == 0)
            return;
        var best = results.Best[0];
        var levels = best.Levels.Count > 0 ? $" ({string.Join(", ", best.Levels)})" : "";
        text.Append(CultureInfo.InvariantCulture, $" The best combination is {best.Leader.Combination}{levels} with {metric} {Show.Number(best.Leader.Tally.Mean)}");
        if (double.IsFinite(best.Leader.Tally.StandardError))
            text.Append(CultureInfo.InvariantCulture, $" (standard error {Show.Number(best.Leader.Tally.StandardError)})");
        text.Append(best.Leader.Complete ? "." : ", though not all of its replicates completed.");
        if (results.Analysis.Winner is { Rounds: > 1 } winner && double.IsFinite(winner.Corrected))
            text.Append(CultureInfo.InvariantCulture, $" Once the luck of being picked is taken off, expect {Show.PlusMinus(winner.Corrected, winner.Confidence.HalfWidth)}.");
    }
}
