using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>
/// Judges one training by its telemetry alone. Each rule looks at the last epochs and holds where it holds in most of
/// them; a failed trial is not judged, since it says nothing about the network.
/// </summary>
public static class VerdictRules
{
    /// <summary>The verdicts about one trial.</summary>
    /// <param name="epochs">All its epochs, in order.</param>
    /// <param name="result">Its result.</param>
    /// <param name="context">Chance level and kind of activation.</param>
    /// <param name="thresholds">Where the lines are drawn; null for the defaults.</param>
    public static TrialVerdicts Judge(
        IReadOnlyList<EpochReport> epochs, TrialResult result, VerdictContext context, VerdictThresholds? thresholds = null)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(context);
        if (result.Outcome == TrialOutcome.Failed)
            return TrialVerdicts.None;

        var lines = thresholds ?? new();
        var found = new List<VerdictEvidence>();
        var enough = epochs.Count >= lines.MinimumEpochs;
        var window = epochs.Skip(epochs.Count - lines.Window).ToArray();
        var dead = enough ? LayerShareRules.Dead(window, lines) : null;

        if (enough && GradientRules.Vanishing(window, dead is not null, lines) is { } vanishing)
            found.Add(vanishing);
        if (GradientRules.Exploding(epochs, window, result, lines) is { } exploding)
            found.Add(exploding);
        if (dead is not null)
            found.Add(dead);
        if (enough && LayerShareRules.Saturated(window, context, lines) is { } saturated)
            found.Add(saturated);
        if (result.Outcome == TrialOutcome.Diverged)
            found.Add(Diverged(epochs, result));
        if (enough && result.Outcome != TrialOutcome.Diverged)
        {
            if (LossRules.Overfitting(epochs, window, lines) is { } overfitting)
                found.Add(overfitting);
            if (LossRules.Underfitting(epochs, window, context, lines) is { } underfitting)
                found.Add(underfitting);
        }

        if (found.Count == 0 && enough)
        {
            found.Add(new(Verdict.Healthy, 0, window[0].Epoch, window[^1].Epoch, double.NaN, double.NaN,
                "no rule of the others held in most of the last epochs"));
        }

        return new(found);
    }

    private static VerdictEvidence Diverged(IReadOnlyList<EpochReport> epochs, TrialResult result)
    {
        var last = epochs.Count > 0 ? epochs[^1].Epoch : 0;
        var place = result.DivergedLayer > 0
            ? string.Create(CultureInfo.InvariantCulture, $"step {result.DivergedStep}, layer {result.DivergedLayer}")
            : string.Create(CultureInfo.InvariantCulture, $"step {result.DivergedStep}");
        var cause = result.Detail ?? (result.End == TrainingEnd.Explosion ? "the loss passed the explosion guard" : "NaN or Inf");
        return new(Verdict.Diverged, result.DivergedLayer, last, last, result.DivergedStep, double.NaN, $"{cause} at {place}");
    }
}
