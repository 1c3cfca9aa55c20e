using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>Where a training met NaN, Inf or its guard, and what went before.</summary>
internal static class DivergenceRule
{
    // As many epochs as tell a trend; older ones are another state of the network.
    private const int Looked = 5;

    public static VerdictEvidence Judge(IReadOnlyList<EpochReport> epochs, TrialResult result, BeforeDivergence? before)
    {
        var last = epochs.Count > 0 ? epochs[^1].Epoch : 0;
        var place = result.DivergedLayer > 0
            ? string.Create(CultureInfo.InvariantCulture, $"step {result.DivergedStep}, layer {result.DivergedLayer}")
            : string.Create(CultureInfo.InvariantCulture, $"step {result.DivergedStep}");
        var cause = result.Detail ?? (result.End == TrainingEnd.Explosion ? "the loss passed the explosion guard" : "NaN or Inf");
        return new(Verdict.Diverged, result.DivergedLayer, last, last, result.DivergedStep, double.NaN, $"{cause} at {place}{Words(before)}");
    }

    public static BeforeDivergence? Before(IReadOnlyList<EpochReport> epochs)
    {
        BeforeDivergence? worst = null;
        var looked = epochs.Skip(epochs.Count - Looked).ToList();
        var layers = looked.Count == 0 ? 0 : looked.Max(e => e.Layers.Count);
        for (var i = 0; i < layers; i++)
        {
            var own = looked.Where(e => i < e.Layers.Count).Select(e => (Report: e, Layer: e.Layers[i])).ToList();
            var norms = own.Where(e => Positive(e.Layer.GradientNormMin)).ToList();
            if (norms.Count == 0)
                continue;
            var (first, last) = (norms[0], norms[^1]);
            var from = norms.Count > 1 && Positive(first.Layer.GradientNormMean) ? first.Layer.GradientNormMean : first.Layer.GradientNormMin;
            var to = new[] { last.Layer.GradientNormMax, last.Layer.GradientNormMean, last.Layer.GradientNormMin }.First(Positive);
            if (worst is not null && !((double)to / from > worst.Growth))
                continue;
            var weights = own.Select(e => (double)e.Layer.WeightNorm).Where(double.IsFinite).ToList();
            worst = new(own[0].Layer.Layer, first.Report.Epoch, last.Report.Epoch, from, to, looked[^1].LearningRate,
                weights.Count > 0 ? weights[^1] : double.NaN, weights.Count > 0 ? weights[^1] / weights[0] : double.NaN,
                looked[0].TrainLoss, looked.Select(e => e.TrainLoss).LastOrDefault(double.IsFinite, double.NaN));
        }

        return worst;
    }

    private static bool Positive(float norm) => norm > 0 && float.IsFinite(norm);

    private static string Words(BeforeDivergence? before)
    {
        if (before is null)
            return "; no finite gradient was measured before";
        var span = before.FirstEpoch == before.LastEpoch
            ? string.Create(CultureInfo.InvariantCulture, $"within epoch {before.FirstEpoch}")
            : string.Create(CultureInfo.InvariantCulture, $"over epochs {before.FirstEpoch} to {before.LastEpoch}");
        var weights = double.IsNaN(before.WeightNorm)
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", its weight norm {before.WeightNorm:G3}{(double.IsFinite(before.WeightGrowth) && before.FirstEpoch != before.LastEpoch ? string.Create(CultureInfo.InvariantCulture, $" ({before.WeightGrowth:G3} times)") : "")}");
        return string.Create(CultureInfo.InvariantCulture,
            $"; before it the gradient norm of layer {before.Layer} went {span} from {before.From:G3} to {before.To:G3} ({before.Growth:G3} times), learning rate {before.LearningRate:G3}{weights}");
    }
}
