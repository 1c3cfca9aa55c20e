using Sweep.Torch.Network;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Running;
using static TorchSharp.torch;

namespace Sweep.Torch;

internal sealed unsafe partial class TorchRun
{
    /// <inheritdoc/>
    protected override void Forward(int samples, int columns, bool training, uint step)
    {
        // Threads that come later begin with as many as the machine has.
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using var plain = training ? null : no_grad();
        var input = _host.Inputs.Host.as_strided([samples, Plan.Features], [NetworkPlan.Pad(Plan.Features), 1]).to(_device);
        _network.Forward(input, columns, training, step);
    }

    /// <inheritdoc/>
    protected override void EvaluateLoss(int samples, int columns, bool gradient)
    {
        using var scope = NewDisposeScope();
        using var plain = gradient ? null : no_grad();
        long[] size = [samples, Plan.Outputs], strides = [1, columns];
        var losses = LossMap.Apply(_loss, _network.Logits, _host.Targets.Host.as_strided(size, strides).to(_device));
        _host.Logits.Host.as_strided(size, strides).copy_(_network.Logits.detach());
        _host.Losses.Host.narrow(0, 0, samples).copy_(losses.detach());
        _meanLoss?.Dispose();
        _meanLoss = gradient ? losses.mean().DetachFromDisposeScope() : null;
    }

    /// <inheritdoc/>
    protected override void Backward(int samples, int columns)
    {
        using var scope = NewDisposeScope();
        _network.Gradients.Tensor.zero_();
        _meanLoss!.backward();
        _network.Gradients.Fetch();
    }

    /// <inheritdoc/>
    protected override (double Dense, double Other) GradientSquares(LayerPlan layer)
    {
        var dense = Squares(layer.Start, layer.DenseLength);
        return (dense, layer.Length > layer.DenseLength ? Squares(layer.Start + layer.DenseLength, layer.Length - layer.DenseLength) : 0);
    }

    /// <inheritdoc/>
    protected override void Clip(ReadOnlySpan<double> norms) => _clip.Apply(norms);

    /// <inheritdoc/>
    protected override double ClipFactor(int layer) => _clip.Factors[layer];

    /// <inheritdoc/>
    protected override void Update(double rate, long step, bool measure) => _update.Apply(rate, step, measure);

    /// <inheritdoc/>
    protected override double SquaredChange(int layer) => _update.SquaredChanges[layer];

    /// <inheritdoc/>
    protected override (long NaN, long Infinite) CountNonFiniteOutput(LayerPlan layer, int samples, int columns)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var output = _network.Outputs(layer.Number).Output;
        return (output.isnan().sum().cpu().item<long>(), output.isinf().sum().cpu().item<long>());
    }

    /// <inheritdoc/>
    protected override void AddActivations(ActivationMeter meter, int samples, int columns)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        meter.Begin(samples);
        foreach (var layer in Plan.Layers)
        {
            if (!layer.IsHidden)
                continue;
            var outputs = _network.Outputs(layer.Number);
            // Of a convolution every pixel of every sample is a column.
            var places = layer.MapSize / layer.Units;
            var columnsHere = places == 1 ? columns : NetworkPlan.Pad(samples * places);
            long[] size = [samples, layer.Units, places], strides = [places, columnsHere, 1];
            _host.PreActivation.Host.as_strided(size, strides).copy_(outputs.PreActivation.reshape(size));
            _host.Activated.Host.as_strided(size, strides).copy_(outputs.Activated.reshape(size));
            var parameter = layer.Slope.IsEmpty ? layer.Parameter : _network.Layer(layer.Number).Slope!.Number();
            meter.Add(layer, parameter, _host.PreActivation.Pointer, _host.Activated.Pointer, samples * places, columnsHere);
        }
    }

    /// <inheritdoc/>
    protected override void MeasureJacobian(int samples, int columns, LayerMeter[] meters) => _jacobian.Measure(meters);

    /// <inheritdoc/>
    protected override void KeepBest()
    {
        _bestParameters.Tensor.copy_(_network.Parameters.Tensor);
        Move(_network.Statistics, _bestStatistics);
    }

    /// <inheritdoc/>
    protected override void RestoreBest()
    {
        _network.Parameters.Tensor.copy_(_bestParameters.Tensor);
        Move(_bestStatistics, _network.Statistics);
    }

    private static void Move(MirroredTensor from, MirroredTensor to)
    {
        if (from.Floats > 0)
            to.Tensor.copy_(from.Tensor);
    }

    private double Squares(long start, long length) => Norms.SumOfSquares(_network.Gradients.Pointer + start, checked((int)length));
}
