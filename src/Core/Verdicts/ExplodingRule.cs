using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>
/// Gradients or losses that grew out of all proportion. Unlike the other rules it tells of the whole training and not of
/// its end: an explosion is over soon, and what is left of the network is often still.
/// </summary>
internal static class ExplodingRule
{
    public static VerdictEvidence? Judge(
        IReadOnlyList<EpochReport> epochs, TrialResult result, VerdictContext context, IReadOnlyList<LayerVerdict> layers, VerdictThresholds lines)
        => Growth(epochs, lines) ?? Spike(layers, lines) ?? Loss(epochs, context, lines) ?? HeavyClipping(epochs, lines) ?? Overflow(epochs)
            ?? End(epochs, result, lines);

    /// <summary>The layers whose norm is far above the last layer's, or rose far above what it had been.</summary>
    public static IEnumerable<LayerVerdict> Layers(IReadOnlyList<EpochReport> epochs, VerdictThresholds lines)
    {
        var line = Line.AtLeast(lines.ExplodingRatio, lines.RatioMargin);
        var grown = LayerRatios.Of(epochs)
            .Select(r => (r.Layer, Spell: line.Ever(r.Values, lines.Persistence)))
            .Where(r => r.Spell is not null)
            .ToDictionary(r => r.Layer, r => r.Spell!);
        var harmed = Harmed(epochs, lines);
        var layers = epochs.Count == 0 ? 0 : epochs.Max(e => e.Layers.Count);
        for (var i = 0; i < layers; i++)
        {
            var own = epochs.Where(e => i < e.Layers.Count).Select(e => (e.Epoch, Layer: e.Layers[i])).ToList();
            var number = own[^1].Layer.Layer;
            var before = new List<double>();
            LayerVerdict? worst = null;
            foreach (var (epoch, layer) in own)
            {
                var ratio = layer.GradientNormMax / Median.Of(before);
                if (ratio >= lines.SpikeRatio && harmed.Contains(epoch) && !(ratio <= worst?.Value))
                    worst = new(number, Verdict.Exploding, epoch, epoch, ratio, lines.SpikeRatio);
                if (layer.GradientNormMean > 0 && float.IsFinite(layer.GradientNormMean))
                    before.Add(layer.GradientNormMean);
            }

            if (worst is not null)
                yield return worst;
            else if (grown.TryGetValue(number, out var spell))
                yield return new(number, Verdict.Exploding, spell.First, spell.Last, spell.Median, lines.ExplodingRatio);
        }
    }

    // A network that begins to learn after a plateau shows the same leap of its gradients, but its loss falls with it.
    private static HashSet<int> Harmed(IReadOnlyList<EpochReport> epochs, VerdictThresholds lines)
    {
        var harmed = new HashSet<int>();
        var least = double.PositiveInfinity;
        for (var i = 0; i < epochs.Count; i++)
        {
            var worst = i + 1 < epochs.Count ? Math.Max(epochs[i].TrainLoss, epochs[i + 1].TrainLoss) : epochs[i].TrainLoss;
            if (!(worst < least + (lines.SpikeRise * Math.Abs(least))))
                harmed.Add(epochs[i].Epoch);
            least = Math.Min(least, double.IsNaN(epochs[i].TrainLoss) ? least : epochs[i].TrainLoss);
        }

        return harmed;
    }

    private static VerdictEvidence? Growth(IReadOnlyList<EpochReport> epochs, VerdictThresholds lines)
    {
        var readings = epochs.Select(e => new Reading(e.Epoch, DepthProfile.Of(e).Ratio));
        return Line.AtLeast(lines.ExplodingRatio, lines.RatioMargin).Ever(readings, lines.Persistence) is not { } spell ? null : new(
            Verdict.Exploding, epochs[^1].Layers[0].Layer, spell.First, spell.Last, spell.Median, lines.ExplodingRatio,
            string.Create(CultureInfo.InvariantCulture, $"first layer's gradient norm is {spell.Median:G3} times the last layer's"));
    }

    private static VerdictEvidence? Spike(IReadOnlyList<LayerVerdict> layers, VerdictThresholds lines)
        => layers.Where(l => l.FirstEpoch == l.LastEpoch && l.Threshold == lines.SpikeRatio).MaxBy(l => l.Value) is not { } worst ? null : new(
            Verdict.Exploding, worst.Layer, worst.FirstEpoch, worst.LastEpoch, worst.Value, lines.SpikeRatio,
            string.Create(CultureInfo.InvariantCulture, $"a gradient norm of layer {worst.Layer} in epoch {worst.FirstEpoch} was {worst.Value:G3} times the median of the epochs before"));

    // By an epoch's mean, as one bad batch is no explosion. Where layers are rectifiers weights' gradients grow in all
    // layers alike, as signals grow on their way forward, and the ratio of layers says nothing.
    private static VerdictEvidence? Loss(IReadOnlyList<EpochReport> epochs, VerdictContext context, VerdictThresholds lines)
    {
        if (epochs.Where(e => double.IsFinite(e.TrainLoss)).MaxBy(e => e.TrainLoss) is not { } worst)
            return null;
        var ratio = worst.TrainLoss / context.ChanceLoss;
        ratio = context.Squared ? Math.Sqrt(ratio) : ratio;
        return !(ratio >= lines.ExplosiveLoss) ? null : new(Verdict.Exploding, 0, worst.Epoch, worst.Epoch, ratio, lines.ExplosiveLoss,
            string.Create(CultureInfo.InvariantCulture, $"training loss of epoch {worst.Epoch} was {worst.TrainLoss:G3}, {(context.Squared ? $"with errors {ratio:G3} times those" : $"{ratio:G3} times that")} of guessing"));
    }

    private static VerdictEvidence? HeavyClipping(IReadOnlyList<EpochReport> epochs, VerdictThresholds lines)
    {
        VerdictEvidence? worst = null;
        var factors = LayerReadings.Of(epochs, l => float.IsNaN(l.ClipRate) ? float.NaN : l.ClipRate >= lines.HeavyClipRate ? l.ClipFactor : 1);
        foreach (var readings in factors)
        {
            if (Line.AtMost(lines.HeavyClipFactor, lines.RatioMargin).AtEnd(readings.Values, lines.Persistence) is not { } spell || spell.Median >= worst?.Value)
                continue;
            worst = new(Verdict.Exploding, readings.Layer, spell.First, spell.Last, spell.Median, lines.HeavyClipFactor,
                string.Create(CultureInfo.InvariantCulture, $"clipping left {spell.Median:G2} of the gradient norm of layer {readings.Layer} in most steps"));
        }

        return worst;
    }

    private static VerdictEvidence? Overflow(IReadOnlyList<EpochReport> epochs)
    {
        foreach (var epoch in epochs)
        {
            if (epoch.Layers.FirstOrDefault(l => l.InfCount > 0) is not { } layer)
                continue;
            return new(Verdict.Exploding, layer.Layer, epoch.Epoch, epoch.Epoch, layer.InfCount, 0,
                string.Create(CultureInfo.InvariantCulture, $"{layer.InfCount} infinite gradient elements in layer {layer.Layer} in epoch {epoch.Epoch}"));
        }

        return null;
    }

    // Finite numbers become infinite by growing alone, and NaN comes of infinities; so a divergence is an explosion where
    // growth was seen before it, and in the first step, before which there is nothing to see.
    private static VerdictEvidence? End(IReadOnlyList<EpochReport> epochs, TrialResult result, VerdictThresholds lines)
    {
        var last = epochs.Count > 0 ? epochs[^1].Epoch : 0;
        if (result.End == TrainingEnd.Explosion)
        {
            return new(Verdict.Exploding, result.DivergedLayer, last, last, result.DivergedStep, double.NaN,
                string.Create(CultureInfo.InvariantCulture, $"the loss passed the explosion guard at step {result.DivergedStep}"));
        }

        if (result.Outcome != TrialOutcome.Diverged)
            return null;
        if (DivergenceRule.Before(epochs) is { } before)
        {
            return before.Growth < lines.SpikeRatio ? null : new(Verdict.Exploding, before.Layer, before.FirstEpoch, before.LastEpoch, before.Growth, lines.SpikeRatio,
                string.Create(CultureInfo.InvariantCulture, $"the gradient norm of layer {before.Layer} grew {before.Growth:G3} times before the divergence"));
        }

        return result.DivergedStep != 1 ? null : new(Verdict.Exploding, result.DivergedLayer, last, last, double.PositiveInfinity, lines.SpikeRatio,
            string.Create(CultureInfo.InvariantCulture, $"the first step overflowed in layer {result.DivergedLayer}"));
    }
}
