using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Running;

internal sealed unsafe partial class TrainingRun
{
    private void Step(ReadOnlySpan<int> order)
    {
        var samples = order.Length;
        var columns = NetworkPlan.Pad(samples);
        var step = _state.Steps;
        var gradient = _network.LogitGradient;
        _loader.LoadInputs(_data.Train, order, _network.InputRows);
        _loader.LoadTargets(_data.Train, order, columns, _training.LabelSmoothing, _workspace.Targets);
        _workspace.Augmenter?.Apply(_network.InputRows, _network.InputStride, _workspace.Targets, samples, columns, (uint)step);
        _network.Forward(samples, columns, training: true, (uint)step);
        _workspace.Loss.Evaluate(_network.Logits, _workspace.Targets, columns, _workspace.Losses, gradient, samples);
        var loss = _trainMeter.Add(_network.Logits, _workspace.Targets, _workspace.Losses, samples, columns);
        _state.Steps++;
        _state.Samples += samples;
        if (step == 0)
            _state.FirstLoss = loss / samples;
        if (!double.IsFinite(loss))
        {
            DivergeByLoss(loss, samples, columns);
            return;
        }

        _network.Backward(samples, columns);
        MeasureGradients(step);
        if (_state.HasDiverged)
            return;
        _state.LastRate = _rate.At(_state.Epochs, step);
        _update.Apply(_network.Parameters, _network.Gradients, _clip.Scales, _state.LastRate, step + 1, MeasuresChange());
    }

    private void MeasureGradients(long step)
    {
        var measures = _config.Probes.Gradients > 0 && step % _config.Probes.Gradients == 0;
        for (var i = _meters.Length - 1; i >= 0; i--)
        {
            var layer = _plan.Layers[i];
            var gradients = _network.Gradients + layer.Start;
            var dense = _network.WeightSquares[i] + Norms.SumOfSquares(_network.Gradients + layer.Bias.Offset, checked((int)layer.Bias.Length));
            var rest = layer.Length > layer.DenseLength
                ? Norms.SumOfSquares(gradients + layer.DenseLength, checked((int)(layer.Length - layer.DenseLength)))
                : 0;
            _denseNorms[i] = Math.Sqrt(dense);
            _layerNorms[i] = Math.Sqrt(dense + rest);
            if (!double.IsFinite(dense + rest))
                CountNonFinite(layer, gradients);
            if (_config.Probes.Histogram > 0 && step % _config.Probes.Histogram == 0)
                AddToHistogram(layer);
        }

        if (!_state.HasDiverged)
            _clip.Apply(_network.Gradients, _network.Parameters, _layerNorms);
        if (!measures)
            return;
        for (var i = 0; i < _meters.Length; i++)
            _meters[i].Note(_denseNorms[i], _state.HasDiverged ? 1 : _clip.Factors[i]);
    }

    private void CountNonFinite(LayerPlan layer, float* gradients)
    {
        var (nan, infinite) = Reductions.CountNonFinite(gradients, checked((int)layer.Length));
        _meters[layer.Number - 1].NanCount += nan;
        _meters[layer.Number - 1].InfCount += infinite;
        // Gradients flow from the last layer to the first: the last one that is not finite met it first.
        if (!_state.HasDiverged)
            Diverge(layer.Number, $"{(nan > 0 ? "NaN" : "Inf")} in the gradient of layer {layer.Number}");
    }

    // Padding holds no parameters and must not be counted.
    private void AddToHistogram(LayerPlan layer)
    {
        foreach (var segment in layer.Segments)
        {
            for (var row = 0; row < segment.Rows; row++)
                Reductions.Log2Histogram(_network.Gradients + segment.Offset + ((long)row * segment.Stride), segment.Columns, _meters[layer.Number - 1].Histogram);
        }
    }

    private void DivergeByLoss(double loss, int samples, int columns)
    {
        foreach (var layer in _plan.Layers)
        {
            var (nan, infinite) = CountNonFinite(_network.Buffers(layer.Number).Output, layer.Outputs, samples, columns);
            if (nan + infinite == 0)
                continue;
            Diverge(layer.Number, $"{(nan > 0 ? "NaN" : "Inf")} in the output of layer {layer.Number}");
            return;
        }

        Diverge(_plan.Layers.Length, $"{(double.IsNaN(loss) ? "NaN" : "Inf")} in the loss");
    }

    private static (long NaN, long Infinite) CountNonFinite(float* block, int rows, int samples, int columns)
    {
        var (nan, infinite) = (0L, 0L);
        for (var row = 0; row < rows; row++)
        {
            var counts = Reductions.CountNonFinite(block + ((long)row * columns), samples);
            nan += counts.NaN;
            infinite += counts.Infinite;
        }

        return (nan, infinite);
    }

    private void Diverge(int layer, string detail)
    {
        _state.DivergedStep = _state.Steps;
        _state.DivergedLayer = layer;
        _state.Detail = detail;
    }

    // Whether this is the last step of an epoch whose weights are measured.
    private bool MeasuresChange()
    {
        var interval = _config.Probes.Weights;
        if (interval == 0 || (_state.Epochs + 1) % interval != 0)
            return false;
        return _state.Steps >= TotalSteps || _state.Steps % StepsPerEpoch == 0;
    }

    private void MeasureWeights()
    {
        if (!IsDue(_config.Probes.Weights))
            return;
        foreach (var layer in _plan.Layers)
        {
            var squares = 0.0;
            foreach (var segment in layer.Segments)
            {
                if (segment.Kind == ParameterKind.Weights)
                    squares += Reductions.SumSquaresDouble(_network.Parameters + segment.Offset, checked((int)segment.Length));
            }

            var meter = _meters[layer.Number - 1];
            meter.WeightNorm = (float)Math.Sqrt(squares);
            meter.UpdateRatio = (float)Math.Sqrt(_update.SquaredChanges[layer.Number - 1] / squares);
        }
    }
}
