using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Json;

internal sealed record LayerVerdictDocument(int Layer, string Verdict, int FirstEpoch, int LastEpoch, double? Value, double? Threshold)
{
    public static LayerVerdictDocument Of(LayerVerdict layer) => new(
        layer.Layer, TrialVerdicts.NameOf(layer.Verdict), layer.FirstEpoch, layer.LastEpoch, ResultsJson.Finite(layer.Value), ResultsJson.Finite(layer.Threshold));
}
