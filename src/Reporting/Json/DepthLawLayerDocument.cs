using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Json;

internal sealed record DepthLawLayerDocument(
    int Layer, double? Gradient, double? Signal, double Slope, double? WeightNorm, double? Factor, double? Bound, double? TightBound)
{
    public static DepthLawLayerDocument Of(DepthLawLayer layer) => new(
        layer.Layer, ResultsJson.Finite(layer.Gradient), ResultsJson.Finite(layer.Signal), layer.Slope, ResultsJson.Finite(layer.WeightNorm),
        ResultsJson.Finite(layer.Factor), ResultsJson.Finite(layer.Bound), ResultsJson.Finite(layer.TightBound));
}
