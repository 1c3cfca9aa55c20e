using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>One measurement of one layer over all epochs.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Values">Its values by epoch.</param>
internal sealed record LayerReadings(int Layer, IReadOnlyList<Reading> Values)
{
    /// <summary>The readings of every layer, first to last.</summary>
    public static IEnumerable<LayerReadings> Of(IReadOnlyList<EpochReport> epochs, Func<LayerReport, float> value)
    {
        var layers = epochs.Count == 0 ? 0 : epochs.Max(e => e.Layers.Count);
        for (var i = 0; i < layers; i++)
        {
            var own = epochs.Where(e => i < e.Layers.Count).ToList();
            yield return new(own[^1].Layers[i].Layer, [.. own.Select(e => new Reading(e.Epoch, value(e.Layers[i])))]);
        }
    }
}
