using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>
/// A network that had learnt and ends worse than guessing. Unlike elsewhere one epoch is enough to begin, since a trial
/// keeps the weights of its last one; and a loss that is on its way back is not yet one that is back.
/// </summary>
internal static class LostRule
{
    /// <summary>Overfitting, or exploding where what was learnt of the training set was lost with the rest; null where nothing was.</summary>
    /// <param name="epochs">The epochs up to the one whose weights are kept.</param>
    /// <param name="context">The loss of guessing.</param>
    /// <param name="lines">Where the lines are drawn.</param>
    public static VerdictEvidence? Judge(IReadOnlyList<EpochReport> epochs, VerdictContext context, VerdictThresholds lines)
    {
        // With an unknown number of classes the loss of two is the least that guessing can have; a first epoch does little better.
        var known = !double.IsNaN(context.ChanceScore);
        var guess = known || !double.IsFinite(epochs[0].TrainLoss) ? context.ChanceLoss : Math.Max(context.ChanceLoss, epochs[0].TrainLoss);
        var learnt = epochs.SkipWhile(e => !(e.ValidationLoss <= lines.LearntLoss * guess)).Where(e => !double.IsNaN(e.ValidationLoss)).ToList();
        var readings = learnt.Select(e => new Reading(e.Epoch, e.ValidationLoss / guess));
        if (new Line(lines.LostLoss, lines.LearntLoss, true).AtEndFromOne(readings, lines.Persistence) is not { } spell)
            return null;

        // A new least is a way back that needs no second epoch.
        var best = learnt.Where(e => e.Epoch < spell.First).MinBy(e => e.ValidationLoss)!;
        var last = learnt[^1];
        if (last.ValidationLoss <= best.ValidationLoss)
            return null;

        // The spell as a whole, for one epoch's loss is noisy.
        var worst = learnt.Where(e => e.Epoch >= spell.First).MaxBy(e => e.ValidationLoss)!;
        var train = Median.Of(learnt.Where(e => e.Epoch >= spell.First).Select(e => e.TrainLoss));
        var rose = !(train < (1 + lines.SpikeRise) * best.TrainLoss);
        var back = last.Epoch == worst.Epoch ? "" : string.Create(CultureInfo.InvariantCulture, $" and is {last.ValidationLoss:G3} in epoch {last.Epoch}");
        return new(rose ? Verdict.Exploding : Verdict.Overfitting, 0, spell.First, spell.Last, spell.Median, lines.LostLoss,
            string.Create(CultureInfo.InvariantCulture,
                $"validation loss rose from {best.ValidationLoss:G3} in epoch {best.Epoch} to {worst.ValidationLoss:G3} in epoch {worst.Epoch}{back}, where {(known ? "that of guessing" : "the training began at")} is {guess:G3}, {(rose ? "and training loss rose" : "while training loss went")} from {best.TrainLoss:G3} to {train:G3}"));
    }
}
