using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>Rules over gradient norms.</summary>
internal static class GradientRules
{
    public static VerdictEvidence? Vanishing(EpochReport[] window, bool dead, VerdictThresholds lines)
    {
        var ratios = new List<double>();
        var decays = new List<double>();
        var hits = 0;
        foreach (var epoch in window)
        {
            var profile = DepthProfile.Of(epoch);
            if (double.IsNaN(profile.Ratio))
                continue;
            ratios.Add(profile.Ratio);
            if (profile.Ratio > lines.VanishingRatio)
                continue;

            // A gradient of exactly zero behind a dead layer is that layer's doing; without one it has underflowed.
            var decay = profile.Ratio == 0 ? !dead : profile.Slope > 0 && profile.Fit >= lines.DecayFit;
            var frozen = epoch.Layers[0].UpdateRatio <= lines.FrozenUpdateRatio;
            if (!decay && !(frozen && !dead))
                continue;
            hits++;
            if (!double.IsNaN(profile.Slope))
                decays.Add(Math.Exp(-profile.Slope));
        }

        if (!Majority.Of(hits, ratios.Count))
            return null;
        var ratio = Median.Of(ratios);
        var rate = decays.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $", times {Median.Of(decays):G2} per layer on the way back")
            : "";
        return new(Verdict.Vanishing, window[0].Layers.Count > 0 ? window[0].Layers[0].Layer : 0, window[0].Epoch, window[^1].Epoch, ratio, lines.VanishingRatio,
            string.Create(CultureInfo.InvariantCulture, $"first layer's gradient norm is {ratio:G2} of the last layer's{rate}"));
    }

    public static VerdictEvidence? Exploding(
        IReadOnlyList<EpochReport> epochs, EpochReport[] window, TrialResult result, VerdictThresholds lines)
        => Growth(window, lines) ?? Spike(epochs, lines) ?? HeavyClipping(window, lines) ?? Overflow(epochs) ?? Guard(epochs, result);

    private static VerdictEvidence? Growth(EpochReport[] window, VerdictThresholds lines)
    {
        var ratios = window.Select(e => DepthProfile.Of(e).Ratio).Where(r => !double.IsNaN(r)).ToList();
        if (!Majority.Of(ratios.Count(r => r >= lines.ExplodingRatio), ratios.Count))
            return null;
        var ratio = Median.Of(ratios);
        return new(Verdict.Exploding, window[^1].Layers[0].Layer, window[0].Epoch, window[^1].Epoch, ratio, lines.ExplodingRatio,
            string.Create(CultureInfo.InvariantCulture, $"first layer's gradient norm is {ratio:G3} times the last layer's"));
    }

    private static VerdictEvidence? Spike(IReadOnlyList<EpochReport> epochs, VerdictThresholds lines)
    {
        VerdictEvidence? worst = null;
        var layers = epochs.Count == 0 ? 0 : epochs.Max(e => e.Layers.Count);
        for (var i = 0; i < layers; i++)
        {
            var reports = epochs.Where(e => i < e.Layers.Count).ToList();
            var means = reports.Select(e => (double)e.Layers[i].GradientNormMean).Where(m => m > 0 && double.IsFinite(m)).ToList();
            if (means.Count == 0)
                continue;
            var usual = Median.Of(means);
            foreach (var epoch in reports)
            {
                var ratio = epoch.Layers[i].GradientNormMax / usual;
                if (!(ratio >= lines.SpikeRatio) || ratio <= worst?.Value)
                    continue;
                worst = new(Verdict.Exploding, epoch.Layers[i].Layer, epoch.Epoch, epoch.Epoch, ratio, lines.SpikeRatio,
                    string.Create(CultureInfo.InvariantCulture, $"a gradient norm of layer {epoch.Layers[i].Layer} in epoch {epoch.Epoch} was {ratio:G3} times its median"));
            }
        }

        return worst;
    }

    private static VerdictEvidence? HeavyClipping(EpochReport[] window, VerdictThresholds lines)
    {
        var layers = window.Length == 0 ? 0 : window.Min(e => e.Layers.Count);
        for (var i = 0; i < layers; i++)
        {
            var measured = window.Select(e => e.Layers[i]).Where(l => !float.IsNaN(l.ClipRate)).ToList();
            var hits = measured.Where(l => l.ClipRate >= lines.HeavyClipRate && l.ClipFactor <= lines.HeavyClipFactor).ToList();
            if (!Majority.Of(hits.Count, measured.Count))
                continue;
            var factor = Median.Of(hits.Select(l => (double)l.ClipFactor));
            return new(Verdict.Exploding, hits[0].Layer, window[0].Epoch, window[^1].Epoch, factor, lines.HeavyClipFactor,
                string.Create(CultureInfo.InvariantCulture, $"clipping left {factor:G2} of the gradient norm of layer {hits[0].Layer} in most steps"));
        }

        return null;
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

    private static VerdictEvidence? Guard(IReadOnlyList<EpochReport> epochs, TrialResult result)
    {
        if (result.End != TrainingEnd.Explosion)
            return null;
        var last = epochs.Count > 0 ? epochs[^1].Epoch : 0;
        return new(Verdict.Exploding, result.DivergedLayer, last, last, result.DivergedStep, double.NaN,
            string.Create(CultureInfo.InvariantCulture, $"the loss passed the explosion guard at step {result.DivergedStep}"));
    }
}
