using Sweep.Core.Configuration;

namespace Sweep.Training.Planning;

/// <summary>Gives each layer's parameters their place in the block of all parameters.</summary>
internal static class ParameterPlaces
{
    /// <summary>The layer with its segments, from <paramref name="offset"/> on.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="projectionColumns">Inputs of a unit of the residual projection; 0 for no projection.</param>
    /// <param name="offset">First float; afterwards that of the next layer.</param>
    public static LayerPlan Place(LayerPlan layer, int projectionColumns, ref long offset)
    {
        var start = offset;
        var at = offset;
        ParameterSegment Take(ParameterKind kind, int rows, int columns)
        {
            var segment = new ParameterSegment(kind, at, rows, columns);
            at += segment.Length;
            return segment;
        }

        var weights = Take(ParameterKind.Weights, layer.Units, layer.FanIn);
        var bias = Take(ParameterKind.Biases, 1, layer.Units);
        var projection = projectionColumns > 0 ? Take(ParameterKind.Weights, layer.Units, projectionColumns) : default;
        var normalizes = layer.Normalization is not Normalisation.None;
        var scale = normalizes ? Take(ParameterKind.Other, 1, layer.Units) : default;
        var shift = normalizes ? Take(ParameterKind.Other, 1, layer.Units) : default;
        var slope = layer.Activation is Activation.Prelu ? Take(ParameterKind.Other, 1, 1) : default;
        offset = at;
        return layer with
        {
            Weights = weights,
            Projection = projection,
            Bias = bias,
            Scale = scale,
            Shift = shift,
            Slope = slope,
            Length = at - start,
            Segments = [.. new[] { weights, bias, projection, scale, shift, slope }.Where(segment => !segment.IsEmpty)],
        };
    }
}
