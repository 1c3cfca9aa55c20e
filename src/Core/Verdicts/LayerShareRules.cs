using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>Rules over the shares of dead and saturated units, layer by layer.</summary>
internal static class LayerShareRules
{
    public static IEnumerable<LayerVerdict> Dead(IReadOnlyList<EpochReport> epochs, VerdictThresholds lines)
        => Layers(epochs, Verdict.Dead, l => l.DeadShare, _ => lines.DeadShare, lines);

    public static IEnumerable<LayerVerdict> Saturated(IReadOnlyList<EpochReport> epochs, VerdictContext context, VerdictThresholds lines)
        => Layers(epochs, Verdict.Saturated, l => l.SaturatedShare,
            layer => context.IsRectifierIn(layer) ? lines.RectifierSaturatedShare : lines.SaturatedShare, lines);

    /// <summary>The evidence of the worst layer; null where none has the verdict.</summary>
    public static VerdictEvidence? Worst(IReadOnlyList<LayerVerdict> layers, string claim)
        => layers.MaxBy(l => l.Value) is not { } worst ? null : new(
            worst.Verdict, worst.Layer, worst.FirstEpoch, worst.LastEpoch, worst.Value, worst.Threshold,
            string.Create(CultureInfo.InvariantCulture, $"{100 * worst.Value:F0} % of the {claim} of layer {worst.Layer} are {TrialVerdicts.NameOf(worst.Verdict)}{Others(layers)}"));

    private static string Others(IReadOnlyList<LayerVerdict> layers)
        => layers.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", {layers.Count} layers in all") : "";

    private static IEnumerable<LayerVerdict> Layers(
        IReadOnlyList<EpochReport> epochs, Verdict verdict, Func<LayerReport, float> share, Func<int, double> line, VerdictThresholds lines)
    {
        foreach (var readings in LayerReadings.Of(epochs, share))
        {
            var enter = line(readings.Layer);
            if (Line.ShareAtLeast(enter, lines.ShareMargin).AtEnd(readings.Values, lines.Persistence) is { } spell)
                yield return new(readings.Layer, verdict, spell.First, spell.Last, spell.Median, enter);
        }
    }
}
