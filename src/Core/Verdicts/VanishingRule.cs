using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>Gradients that shrink on their way back: the ratio of layers' norms, and the line through their logarithms over depth.</summary>
internal static class VanishingRule
{
    public static VerdictEvidence? Judge(IReadOnlyList<EpochReport> epochs, bool dead, VerdictThresholds lines)
    {
        var line = Line.AtMost(lines.VanishingRatio, lines.RatioMargin);
        var profiles = epochs.Select(e => (Epoch: e, Profile: DepthProfile.Of(e))).ToList();
        var readings = profiles.Select(p => new Reading(p.Epoch.Epoch, Decays(p.Epoch, p.Profile, dead, lines) ? p.Profile.Ratio : Against(p.Profile.Ratio)));
        if (line.AtEnd(readings, lines.Persistence) is not { } spell)
            return null;
        var within = profiles.Where(p => p.Epoch.Epoch >= spell.First && p.Epoch.Epoch <= spell.Last).Select(p => p.Profile).ToList();
        var slopes = within.Select(p => p.Slope).Where(double.IsFinite).ToList();
        var rate = slopes.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $", times {Math.Exp(-Median.Of(slopes)):G2} per layer on the way back (R² {Median.Of(within.Select(p => p.Fit).Where(double.IsFinite)):F2})")
            : "";
        return new(Verdict.Vanishing, epochs[^1].Layers[0].Layer, spell.First, spell.Last, spell.Median, lines.VanishingRatio,
            string.Create(CultureInfo.InvariantCulture, $"first layer's gradient norm is {spell.Median:G2} of the last layer's{rate}"));
    }

    /// <summary>The layers whose own norm is that small a share of the last layer's.</summary>
    public static IEnumerable<LayerVerdict> Layers(IReadOnlyList<EpochReport> epochs, VerdictThresholds lines)
    {
        var line = Line.AtMost(lines.VanishingRatio, lines.RatioMargin);
        foreach (var (layer, readings) in LayerRatios.Of(epochs))
        {
            if (line.AtEnd(readings, lines.Persistence) is { } spell)
                yield return new(layer, Verdict.Vanishing, spell.First, spell.Last, spell.Median, lines.VanishingRatio);
        }
    }

    // A gradient of exactly zero behind a dead layer is that layer's doing; without one it has underflowed.
    private static bool Decays(EpochReport epoch, DepthProfile profile, bool dead, VerdictThresholds lines)
        => profile.Ratio == 0 ? !dead
            : (profile.Slope > 0 && profile.Fit >= lines.DecayFit)
                || (!dead && epoch.Layers.Count > 0 && epoch.Layers[0].UpdateRatio <= lines.FrozenUpdateRatio);

    private static double Against(double ratio) => double.IsNaN(ratio) ? double.NaN : double.PositiveInfinity;
}
