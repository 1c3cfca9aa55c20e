using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>Puts layers' verdicts in order and says healthy of the rest.</summary>
internal static class LayerMap
{
    public static IReadOnlyList<LayerVerdict> Of(IReadOnlyList<EpochReport> epochs, TrialResult result, IReadOnlyList<LayerVerdict> found)
    {
        if (epochs.Count == 0)
            return [];
        var (first, last) = (epochs[0].Epoch, epochs[^1].Epoch);
        var map = new List<LayerVerdict>();
        foreach (var number in epochs[^1].Layers.Select(l => l.Layer))
        {
            var own = found.Where(l => l.Layer == number).OrderBy(l => l.Verdict).ToList();
            if (result.Outcome == TrialOutcome.Diverged && result.DivergedLayer == number)
                own.Add(new(number, Verdict.Diverged, last, last, result.DivergedStep, double.NaN));
            map.AddRange(own.Count > 0 ? own : [new(number, Verdict.Healthy, first, last, double.NaN, double.NaN)]);
        }

        return map;
    }
}
