using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>Rules over the learning curves.</summary>
internal static class LossRules
{
    /// <param name="epochs">The epochs up to the one whose weights are kept.</param>
    /// <param name="context">The loss of guessing.</param>
    /// <param name="lines">Where the lines are drawn.</param>
    public static VerdictEvidence? Overfitting(IReadOnlyList<EpochReport> epochs, VerdictContext context, VerdictThresholds lines)
    {
        if (epochs.Where(e => double.IsFinite(e.ValidationLoss)).MinBy(e => e.ValidationLoss) is not { } best)
            return null;

        // A rise by the floor's share of the loss of guessing counts as much as one by the rise's share of the least.
        var unit = Math.Max(best.ValidationLoss, lines.OverfittingFloor / lines.OverfittingRise * context.ChanceLoss);
        var readings = epochs.Where(e => e.Epoch > best.Epoch).Select(e => new Reading(e.Epoch,
            e.TrainLoss < best.TrainLoss && e.ValidationLoss - e.TrainLoss > best.ValidationLoss - best.TrainLoss ? (e.ValidationLoss - best.ValidationLoss) / unit : 0)).ToList();
        if (readings.Count < lines.Persistence || Line.AtLeast(lines.OverfittingRise, lines.RatioMargin).AtEnd(readings, lines.Persistence) is not { } spell)
            return null;
        var last = epochs[^1];
        return new(Verdict.Overfitting, 0, best.Epoch, last.Epoch, spell.Median, lines.OverfittingRise,
            string.Create(CultureInfo.InvariantCulture,
                $"validation loss rose from {best.ValidationLoss:G3} in epoch {best.Epoch} to {last.ValidationLoss:G3} in epoch {last.Epoch} while training loss fell from {best.TrainLoss:G3} to {last.TrainLoss:G3}"));
    }

    public static VerdictEvidence? Underfitting(IReadOnlyList<EpochReport> epochs, VerdictContext context, VerdictThresholds lines)
    {
        // With an unknown number of classes two is the highest chance level, so the flat loss must agree.
        var known = !double.IsNaN(context.ChanceScore);
        var chance = known ? context.ChanceScore : 0.5;

        // A network that is surer of what is wrong than guessing would be has learnt nothing either, whatever its score.
        bool Worse(EpochReport e) => e.TrainLoss >= context.ChanceLoss && e.ValidationLoss >= context.ChanceLoss;
        var gains = epochs.Select(e => new Reading(e.Epoch, Worse(e) ? Math.Min(0, (e.TrainScore - chance) / (1 - chance)) : (e.TrainScore - chance) / (1 - chance)));
        var line = new Line(lines.UnderfittingGain, lines.UnderfittingGain + lines.ShareMargin, false);
        if (line.AtEnd(gains, lines.Persistence) is not { } spell)
            return null;
        if (!known && epochs[^1].TrainLoss < (1 - lines.UnderfittingLossFall) * epochs[0].TrainLoss)
            return null;
        if (Worse(epochs[^1]))
        {
            return new(Verdict.Underfitting, 0, spell.First, spell.Last, spell.Median, lines.UnderfittingGain,
                string.Create(CultureInfo.InvariantCulture, $"training loss is {epochs[^1].TrainLoss:G3} and validation loss {epochs[^1].ValidationLoss:G3}, that of guessing is {context.ChanceLoss:G3}"));
        }

        var score = chance + (spell.Median * (1 - chance));
        return new(Verdict.Underfitting, 0, spell.First, spell.Last, spell.Median, lines.UnderfittingGain,
            string.Create(CultureInfo.InvariantCulture, $"training score is {score:G3}, chance is {chance:G3}, and training loss no longer falls, or validation loss rises"));
    }

    public static VerdictEvidence? Slow(IReadOnlyList<EpochReport> epochs, VerdictContext context, VerdictThresholds lines)
    {
        var losses = epochs.Where(e => double.IsFinite(e.TrainLoss)).ToList();
        var length = Math.Max(3, (losses.Count / 3) + 1);
        if (losses.Count < length)
            return null;
        var tail = losses.Skip(losses.Count - length).ToList();
        var (slope, fit) = Trend.Of([.. tail.Select(e => e.TrainLoss)]);

        // Where validation loss rises, more of the same training gains nothing.
        if (Trend.Of([.. tail.Select(e => e.ValidationLoss)]).Slope > 0)
            return null;
        var fall = -slope * (length - 1);

        // The first epoch's mean already holds much of the fall, so it is counted from guessing where that is higher.
        var whole = Math.Max(losses[0].TrainLoss, context.ChanceLoss) - losses[^1].TrainLoss;
        var share = fall / whole;
        if (!(whole > 0 && share >= lines.SlowShare && fit >= lines.SlowFit))
            return null;
        var first = losses[^length];
        return new(Verdict.Slow, 0, first.Epoch, losses[^1].Epoch, share, lines.SlowShare,
            string.Create(CultureInfo.InvariantCulture,
                $"training loss was still falling, from {first.TrainLoss:G3} in epoch {first.Epoch} to {losses[^1].TrainLoss:G3} in epoch {losses[^1].Epoch}: {100 * share:F0} % of its whole fall (R² {fit:F2})"));
    }
}
