using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Running;

internal abstract unsafe partial class TrainingLoop
{
    private void Step(ReadOnlySpan<int> order)
    {
        var samples = order.Length;
        var columns = NetworkPlan.Pad(samples);
        var step = _state.Steps;
        _loader.LoadInputs(_data.Train, order, InputRows);
        _loader.LoadTargets(_data.Train, order, columns, _training.LabelSmoothing, Targets);
        Augmenter?.Apply(InputRows, NetworkPlan.Pad(Plan.Features), Targets, samples, columns, (uint)step);
        Forward(samples, columns, training: true, (uint)step);
        EvaluateLoss(samples, columns, gradient: true);
        var loss = _trainMeter.Add(Logits, Targets, Losses, samples, columns);
        StepLoss?.Invoke(loss / samples);
        _state.Steps++;
        _state.Samples += samples;
        if (step == 0)
            _state.FirstLoss = loss / samples;
        if (!double.IsFinite(loss))
        {
            DivergeByLoss(loss, samples, columns);
            return;
        }

        Backward(samples, columns);
        MeasureGradients(step);
        if (_state.HasDiverged)
            return;
        _state.LastRate = _rate.At(_state.Epochs, step);
        Update(_state.LastRate, step + 1, MeasuresChange());
    }

    private void MeasureGradients(long step)
    {
        var measures = _config.Probes.Gradients > 0 && step % _config.Probes.Gradients == 0;
        for (var i = _meters.Length - 1; i >= 0; i--)
        {
            var layer = Plan.Layers[i];
            var (dense, other) = GradientSquares(layer);
            _denseNorms[i] = Math.Sqrt(dense);
            _layerNorms[i] = Math.Sqrt(dense + other);
            if (!double.IsFinite(dense + other))
                CountNonFinite(layer, Gradients + layer.Start);
            if (_config.Probes.Histogram > 0 && step % _config.Probes.Histogram == 0)
                AddToHistogram(layer);
        }

        if (!_state.HasDiverged)
            Clip(_layerNorms);
        if (!measures)
            return;
        for (var i = 0; i < _meters.Length; i++)
            _meters[i].Note(_denseNorms[i], _state.HasDiverged ? 1 : ClipFactor(i));
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
                Reductions.Log2Histogram(Gradients + segment.Offset + ((long)row * segment.Stride), segment.Columns, _meters[layer.Number - 1].Histogram);
        }
    }

    private void DivergeByLoss(double loss, int samples, int columns)
    {
        foreach (var layer in Plan.Layers)
        {
            var (nan, infinite) = CountNonFiniteOutput(layer, samples, columns);
            if (nan + infinite == 0)
                continue;
            Diverge(layer.Number, $"{(nan > 0 ? "NaN" : "Inf")} in the output of layer {layer.Number}");
            return;
        }

        Diverge(Plan.Layers.Length, $"{(double.IsNaN(loss) ? "NaN" : "Inf")} in the loss");
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
        Fetch();
        foreach (var layer in Plan.Layers)
        {
            var squares = 0.0;
            foreach (var segment in layer.Segments)
            {
                if (segment.Kind == ParameterKind.Weights)
                    squares += Reductions.SumSquaresDouble(Parameters + segment.Offset, checked((int)segment.Length));
            }

            var meter = _meters[layer.Number - 1];
            meter.WeightNorm = (float)Math.Sqrt(squares);
            meter.UpdateRatio = (float)Math.Sqrt(SquaredChange(layer.Number - 1) / squares);
        }
    }
}
