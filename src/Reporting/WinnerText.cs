using System.Globalization;

namespace Sweep.Reporting;

/// <summary>What there is to say of the best combination, in sentences.</summary>
internal static class WinnerText
{
    /// <summary>Its optimism, and its result on test data, which are looked at for it alone.</summary>
    public static IEnumerable<string> Of(SweepResults results)
    {
        var metric = Names.Of(results.Spec.Objective.Metric);
        if (results.Analysis.Winner is { Rounds: > 1 } winner && double.IsFinite(winner.Corrected))
        {
            var lost = winner.Lost > 0
                ? string.Create(CultureInfo.InvariantCulture, $"; in {winner.Lost} of {winner.Rounds} replicates the pick has no value and is in no mean")
                : "";
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Picked by all replicates but one and valued by that one, the best of {winner.Candidates} is worth {Show.PlusMinus(winner.Corrected, winner.Confidence.HalfWidth)} {metric} ({100 * results.Analysis.Options.Confidence:0.##} % CI), not {Show.Number(winner.Mean)}; combination {winner.Combination} was picked {winner.SamePick} of {winner.Rounds} times{lost}.");
        }

        if (results.Best is [var best, ..] && double.IsFinite(best.Leader.Tally.TestScore))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Combinations were picked by {metric}; test data are looked at once, for combination {best.Leader.Combination}: {Names.ScoreOf(results.Task)} {Show.Number(best.Leader.Tally.TestScore)}, loss {Show.Number(best.Leader.Tally.TestLoss)} (mean of {best.Leader.Tally.Completed}).");
        }
    }
}
