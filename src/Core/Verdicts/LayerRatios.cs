using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>Every hidden layer's mean gradient norm over the last layer's, epoch by epoch.</summary>
internal static class LayerRatios
{
    public static IEnumerable<LayerReadings> Of(IReadOnlyList<EpochReport> epochs)
    {
        var layers = epochs.Count == 0 ? 0 : epochs.Max(e => e.Layers.Count);
        for (var i = 0; i < layers - 1; i++)
        {
            var own = epochs.Where(e => i < e.Layers.Count - 1).ToList();
            yield return new(own[^1].Layers[i].Layer,
                [.. own.Select(e => new Reading(e.Epoch, (double)e.Layers[i].GradientNormMean / e.Layers[^1].GradientNormMean))]);
        }
    }
}
