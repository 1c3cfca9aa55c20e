using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>Rules over the shares of dead and saturated units, layer by layer.</summary>
internal static class LayerShareRules
{
    public static VerdictEvidence? Dead(EpochReport[] window, VerdictThresholds lines)
        => Worst(window, l => l.DeadShare, lines.DeadShare, Verdict.Dead, "units of layer {0} are dead");

    public static VerdictEvidence? Saturated(EpochReport[] window, VerdictContext context, VerdictThresholds lines)
        => Worst(window, l => l.SaturatedShare, context.Rectifier ? lines.RectifierSaturatedShare : lines.SaturatedShare,
            Verdict.Saturated, "activations of layer {0} are saturated");

    private static VerdictEvidence? Worst(
        EpochReport[] window, Func<LayerReport, float> share, double line, Verdict verdict, string claim)
    {
        VerdictEvidence? worst = null;
        var layers = window.Length == 0 ? 0 : window.Min(e => e.Layers.Count);
        for (var i = 0; i < layers; i++)
        {
            var values = window.Select(e => (double)share(e.Layers[i])).Where(double.IsFinite).ToList();
            if (!Majority.Of(values.Count(v => v > line), values.Count))
                continue;
            var median = Median.Of(values);
            if (median <= worst?.Value)
                continue;
            var number = window[^1].Layers[i].Layer;
            worst = new(verdict, number, window[0].Epoch, window[^1].Epoch, median, line,
                string.Create(CultureInfo.InvariantCulture, $"{100 * median:F0} % of the ") + string.Format(CultureInfo.InvariantCulture, claim, number));
        }

        return worst;
    }
}
