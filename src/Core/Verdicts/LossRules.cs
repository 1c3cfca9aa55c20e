using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>Rules over the learning curves.</summary>
internal static class LossRules
{
    public static VerdictEvidence? Overfitting(IReadOnlyList<EpochReport> epochs, EpochReport[] window, VerdictThresholds lines)
    {
        var best = epochs.Where(e => double.IsFinite(e.ValidationLoss)).MinBy(e => e.ValidationLoss);
        if (best is null)
            return null;
        var line = best.ValidationLoss
            + Math.Max(lines.OverfittingRise * Math.Abs(best.ValidationLoss), lines.OverfittingFloor * Math.Abs(epochs[0].ValidationLoss));
        var hits = window.Count(e => e.Epoch > best.Epoch && e.ValidationLoss >= line
            && e.TrainLoss < best.TrainLoss
            && e.ValidationLoss - e.TrainLoss > best.ValidationLoss - best.TrainLoss);
        if (!Majority.Of(hits, window.Length))
            return null;
        var last = window[^1];
        return new(Verdict.Overfitting, 0, best.Epoch, last.Epoch, last.ValidationLoss, line,
            string.Create(CultureInfo.InvariantCulture,
                $"validation loss rose from {best.ValidationLoss:G3} in epoch {best.Epoch} to {last.ValidationLoss:G3} in epoch {last.Epoch} while training loss fell from {best.TrainLoss:G3} to {last.TrainLoss:G3}"));
    }

    public static VerdictEvidence? Underfitting(
        IReadOnlyList<EpochReport> epochs, EpochReport[] window, VerdictContext context, VerdictThresholds lines)
    {
        var scores = window.Select(e => e.TrainScore).Where(double.IsFinite).ToList();
        if (scores.Count == 0)
            return null;

        // With an unknown number of classes two is the highest chance level, so the flat loss must agree.
        var known = !double.IsNaN(context.ChanceScore);
        var chance = known ? context.ChanceScore : 0.5;
        var line = chance + (lines.UnderfittingGain * (1 - chance));
        if (!Majority.Of(scores.Count(s => s <= line), scores.Count))
            return null;
        if (!known && window[^1].TrainLoss < (1 - lines.UnderfittingLossFall) * epochs[0].TrainLoss)
            return null;
        var score = Median.Of(scores);
        return new(Verdict.Underfitting, 0, window[0].Epoch, window[^1].Epoch, score, line,
            string.Create(CultureInfo.InvariantCulture, $"training score is {score:G3}, chance is {chance:G3}"));
    }
}
