using Sweep.Core.Results;

namespace Sweep.Reporting.Json;

internal sealed record LayerDocument(
    int Layer, float? GradientNormMin, float? GradientNormMean, float? GradientNormMax, long NanCount, long InfCount,
    float? WeightNorm, float? UpdateRatio, float? ActivationMean, float? ActivationStd, float? SaturatedShare,
    float? DeadShare, float? ClipRate, float? ClipFactor, float? JacobianNorm, float? JacobianBound, IReadOnlyList<long> Histogram)
{
    public static LayerDocument Of(LayerReport layer) => new(
        layer.Layer, Finite(layer.GradientNormMin), Finite(layer.GradientNormMean), Finite(layer.GradientNormMax),
        layer.NanCount, layer.InfCount, Finite(layer.WeightNorm), Finite(layer.UpdateRatio), Finite(layer.ActivationMean),
        Finite(layer.ActivationStd), Finite(layer.SaturatedShare), Finite(layer.DeadShare), Finite(layer.ClipRate),
        Finite(layer.ClipFactor), Finite(layer.JacobianNorm), Finite(layer.JacobianBound), layer.Histogram);

    private static float? Finite(float value) => float.IsFinite(value) ? value : null;
}
