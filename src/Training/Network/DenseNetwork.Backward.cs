using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Network;

internal sealed unsafe partial class DenseNetwork
{
    /// <summary>From <see cref="LogitGradient"/> to <see cref="Gradients"/>, after <see cref="Forward"/> in training.</summary>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="columns">As in the forward pass.</param>
    public void Backward(int samples, int columns)
    {
        var pendingSkip = -1;
        for (var number = Plan.Layers.Length; number >= 1; number--)
        {
            var layer = Plan.Layers[number - 1];
            var buffers = _layers[number - 1];
            var length = checked((int)((nint)layer.Outputs * columns));
            if (layer.IsHidden)
            {
                if (layer.SkipFrom >= 0)
                {
                    LeaveSkip(layer, samples, columns);
                    pendingSkip = layer.SkipFrom;
                }

                if (layer.Drops)
                    Blocks.Multiply(_gradient, buffers.Mask, _gradient, length);
                if (layer.NormalizesAfter)
                    NormalizeBackward(layer, samples, columns);
                if (!layer.Slope.IsEmpty)
                    Gradients[layer.Slope.Offset] = (float)ActivationKernels.PreluSlopeGradient(buffers.PreActivation, _gradient, length);
                ActivationKernels.Backward(layer.Kind, ActivationParameter(layer), buffers.PreActivation, buffers.Activated, _gradient, length);
                if (layer.NormalizesBefore)
                    NormalizeBackward(layer, samples, columns);
                Blocks.ClearColumns(_gradient, layer.Outputs, columns, samples);
            }

            WeightSquares[number - 1] = WeightGradient(layer.Weights, number - 1, _gradient, samples, columns);
            Blocks.RowSums(_gradient, layer.Outputs, columns, Gradients + layer.Bias.Offset);
            if (number == 1)
                break;

            Gemm.Multiply(
                layer.Inputs, columns, layer.Outputs,
                new MatrixView(Parameters + layer.Weights.Offset, 1, layer.Weights.Stride),
                _gradient, columns, _spare, columns, null, _scratch);
            var used = _gradient;
            _gradient = _spare;
            _spare = used;
            if (pendingSkip == number - 1)
                Blocks.Add(_gradient, _skip, (nint)layer.Inputs * columns);
        }
    }

    // dW = dZ·Xᵀ, samples in order, and the sum of its squares. For the first layer the input stands row by row already.
    private double WeightGradient(ParameterSegment weights, int inputNumber, float* gradient, int samples, int columns)
    {
        var rows = _inputRows;
        var width = weights.Stride;
        if (inputNumber > 0)
        {
            rows = _transposed;
            Transpose.Copy(OutputOf(inputNumber), columns, rows, width, width, columns);
            Blocks.ClearColumns(rows, samples, width, weights.Columns);
        }

        // By as many rows as the L1 cache holds, so that the gradient's norm is taken while they are there; large products
        // pack their operands and are made in one.
        var block = Gemm.Packs(weights.Rows, width, samples) ? weights.Rows : Math.Max(8, NormBlock / width / 8 * 8);
        var squares = 0.0;
        for (var row = 0; row < weights.Rows; row += block)
        {
            var rowsHere = Math.Min(block, weights.Rows - row);
            var target = Gradients + weights.Offset + ((long)row * width);
            Gemm.Multiply(
                rowsHere, width, samples, new MatrixView(gradient + ((nint)row * columns), columns, 1), rows, width,
                target, width, null, _scratch);
            squares += Norms.SumOfSquares(target, rowsHere * width);
        }

        return squares;
    }

    // What flows through the link around a block waits in _skip until the block's first layer is reached.
    private void LeaveSkip(LayerPlan layer, int samples, int columns)
    {
        if (layer.Projection.IsEmpty)
        {
            if (layer.SkipFrom > 0)
                new Span<float>(_gradient, layer.Outputs * columns).CopyTo(new Span<float>(_skip, layer.Outputs * columns));
            return;
        }

        _ = WeightGradient(layer.Projection, layer.SkipFrom, _gradient, samples, columns);
        if (layer.SkipFrom > 0)
        {
            Gemm.Multiply(
                layer.Projection.Columns, columns, layer.Outputs,
                new MatrixView(Parameters + layer.Projection.Offset, 1, layer.Projection.Stride),
                _gradient, columns, _skip, columns, null, _scratch);
        }
    }
}
