using Sweep.Core.Configuration;
using Sweep.Training.Planning;

namespace Sweep.Training.Network;

internal sealed unsafe partial class DenseNetwork
{
    private void Normalize(LayerPlan layer, float* from, int samples, int columns, bool training)
    {
        var buffers = _layers[layer.Number - 1];
        var scale = Parameters + layer.Scale.Offset;
        var shift = Parameters + layer.Shift.Offset;
        if (layer.Normalization is Normalisation.LayerNorm perSample)
        {
            SampleNorm.Forward(from, buffers.Standardized, buffers.Normalized, buffers.InverseDeviations, scale, shift, layer.Outputs, columns, (float)perSample.Epsilon);
            return;
        }

        var batchNorm = (Normalisation.BatchNorm)layer.Normalization;
        var means = Statistics.Means(layer.Number);
        var variances = Statistics.Variances(layer.Number);
        if (training)
        {
            BatchNorm.Forward(
                from, buffers.Standardized, buffers.Normalized, buffers.InverseDeviations, scale, shift, means, variances,
                layer.Outputs, samples, columns, (float)batchNorm.Momentum, (float)batchNorm.Epsilon);
        }
        else
        {
            BatchNorm.Infer(from, buffers.Normalized, scale, shift, means, variances, layer.Outputs, columns, (float)batchNorm.Epsilon);
        }
    }

    // The gradient by the normalised values becomes that by what was normalised, in place.
    private void NormalizeBackward(LayerPlan layer, int samples, int columns)
    {
        var buffers = _layers[layer.Number - 1];
        var scale = Parameters + layer.Scale.Offset;
        var scaleGradient = Gradients + layer.Scale.Offset;
        var shiftGradient = Gradients + layer.Shift.Offset;
        if (layer.Normalization is Normalisation.LayerNorm)
            SampleNorm.Backward(_gradient, buffers.Standardized, buffers.InverseDeviations, scale, scaleGradient, shiftGradient, layer.Outputs, samples, columns);
        else
            BatchNorm.Backward(_gradient, buffers.Standardized, buffers.InverseDeviations, scale, scaleGradient, shiftGradient, layer.Outputs, samples, columns);
    }
}
