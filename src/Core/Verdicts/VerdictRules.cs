using Sweep.Core.Configuration;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>
/// Judges one training by its telemetry alone. Each rule follows its number epoch by epoch, with hysteresis, and tells
/// how things stood at the end; exploding and diverged tell of the whole training. A failed trial is not judged, since it
/// says nothing about the network.
/// </summary>
public static class VerdictRules
{
    /// <summary>The verdicts about one trial.</summary>
    /// <param name="epochs">All its epochs, in order.</param>
    /// <param name="result">Its result.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="thresholds">Where the lines are drawn; null for the defaults.</param>
    public static TrialVerdicts Judge(
        IReadOnlyList<EpochReport> epochs, TrialResult result, TrialConfig config, VerdictThresholds? thresholds = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Judge(epochs, result, VerdictContext.For(config, result.Task), thresholds);
    }

    /// <summary>The verdicts about one trial of which no more than this is known.</summary>
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
        var enough = epochs.Count >= lines.MinimumEpochs;
        var diverged = result.Outcome == TrialOutcome.Diverged;
        List<LayerVerdict> dead = enough ? [.. LayerShareRules.Dead(epochs, lines)] : [];

        // A rectifier's dead units are flat too; what is said once is not said twice.
        List<LayerVerdict> saturated = enough
            ? [.. LayerShareRules.Saturated(epochs, context, lines).Where(s => !context.IsRectifierIn(s.Layer) || dead.All(d => d.Layer != s.Layer))]
            : [];
        List<LayerVerdict> exploding = [.. ExplodingRule.Layers(epochs, lines)];
        var vanishing = enough ? VanishingRule.Judge(epochs, dead.Count > 0, lines) : null;
        var before = diverged ? DivergenceRule.Before(epochs) : null;
        var kept = result is { End: TrainingEnd.EarlyStopping, BestEpoch: > 0 } ? epochs.Where(e => e.Epoch <= result.BestEpoch).ToList() : epochs;
        var worse = !diverged && kept.Count >= lines.MinimumEpochs
            ? LossRules.Overfitting(kept, context, lines) ?? LostRule.Judge(kept, context, lines)
            : null;

        List<VerdictEvidence?> found =
        [
            vanishing,
            ExplodingRule.Judge(epochs, result, context, exploding, lines) ?? (worse?.Verdict == Verdict.Exploding ? worse : null),
            LayerShareRules.Worst(dead, "units"),
            LayerShareRules.Worst(saturated, "activations"),
            diverged ? DivergenceRule.Judge(epochs, result, before) : null,
        ];
        if (enough && !diverged)
            AddCurves(found, epochs, result, context, worse?.Verdict == Verdict.Overfitting ? worse : null, lines);
        var evidence = found.OfType<VerdictEvidence>().ToList();
        if (evidence.Count == 0 && enough)
        {
            evidence.Add(new(Verdict.Healthy, 0, epochs[0].Epoch, epochs[^1].Epoch, double.NaN, double.NaN,
                "no rule of the others held at the end"));
        }

        var layers = LayerMap.Of(epochs, result, [.. vanishing is null ? [] : VanishingRule.Layers(epochs, lines), .. exploding, .. dead, .. saturated]);
        return new(evidence) { Layers = layers, Before = before };
    }

    // Slow and underfitting are two answers to one question, whether more of the same would help; neither is asked of a
    // network whose gradients are ill, for that is why it does not learn.
    private static void AddCurves(
        List<VerdictEvidence?> found, IReadOnlyList<EpochReport> epochs, TrialResult result, VerdictContext context, VerdictEvidence? overfitting, VerdictThresholds lines)
    {
        var ill = found.Any(e => e is not null);
        var slow = overfitting is null && result.End != TrainingEnd.EarlyStopping ? LossRules.Slow(epochs, context, lines) : null;
        found.Add(overfitting);
        found.Add(slow is null || ill ? LossRules.Underfitting(epochs, context, lines) : null);
        found.Add(ill ? null : slow);
    }
}
