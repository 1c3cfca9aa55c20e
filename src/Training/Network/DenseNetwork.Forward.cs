using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Network;

internal sealed unsafe partial class DenseNetwork
{
    /// <summary>From <see cref="InputRows"/> to <see cref="Logits"/>.</summary>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="columns">Floats from one unit's row to the next: at least the samples, a multiple of 16.</param>
    /// <param name="training">Whether dropout acts and normalisations use the batch's own statistics.</param>
    /// <param name="step">The step, which dropout masks are drawn for.</param>
    public void Forward(int samples, int columns, bool training, uint step)
    {
        if (training && Plan.InputDropout > 0)
            DropInput(columns, step);
        Transpose.Copy(_inputRows, InputStride, _input, columns, columns, InputStride);
        foreach (var layer in Plan.Layers)
        {
            var buffers = _layers[layer.Number - 1];
            var length = (nint)layer.Outputs * columns;
            Gemm.Multiply(
                layer.Outputs, columns, layer.Inputs,
                new MatrixView(Parameters + layer.Weights.Offset, layer.Weights.Stride, 1),
                OutputOf(layer.Number - 1), columns, buffers.Dense, columns, Parameters + layer.Bias.Offset, _scratch);
            if (!layer.IsHidden)
                continue;

            if (layer.NormalizesBefore)
                Normalize(layer, buffers.Dense, samples, columns, training);
            ActivationKernels.Forward(layer.Kind, ActivationParameter(layer), buffers.PreActivation, buffers.Activated, checked((int)length));
            if (layer.NormalizesAfter)
                Normalize(layer, buffers.Activated, samples, columns, training);
            var output = buffers.BeforeDropout;
            if (training && layer.Drops)
                output = Drop(layer, buffers, columns, step);
            if (layer.SkipFrom >= 0)
            {
                AddSkip(layer, output, buffers.Output, columns);
                output = buffers.Output;
            }

            _outputs[layer.Number - 1] = output;
        }
    }

    /// <summary>The activation's parameter; the learnt one where it is learnt.</summary>
    public float ActivationParameter(LayerPlan layer)
        => layer.Slope.IsEmpty ? layer.Parameter : Parameters[layer.Slope.Offset];

    private void AddSkip(LayerPlan layer, float* branch, float* output, int columns)
    {
        var from = OutputOf(layer.SkipFrom);
        var length = (nint)layer.Outputs * columns;
        if (layer.Projection.IsEmpty)
        {
            Blocks.Sum(branch, from, output, length);
            return;
        }

        Gemm.Multiply(
            layer.Outputs, columns, layer.Projection.Columns,
            new MatrixView(Parameters + layer.Projection.Offset, layer.Projection.Stride, 1),
            from, columns, output, columns, null, _scratch);
        Blocks.Add(output, branch, length);
    }
}
