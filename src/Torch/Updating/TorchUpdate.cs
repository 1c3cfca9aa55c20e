using Sweep.Core.Configuration;
using Sweep.Torch.Network;
using Sweep.Training.Planning;
using Sweep.Training.Updating;
using Sweep.Training.VectorMath;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweep.Torch.Updating;

/// <summary>One step's change of all parameters: penalties, decoupled decay, the optimiser's rule and max-norm.</summary>
internal sealed unsafe class TorchUpdate : IDisposable
{
    private readonly TrainingConfig _training;
    private readonly TorchNetwork _network;
    private readonly TorchOptimizer _optimizer;
    private readonly Tensor? _penalised;
    private readonly MirroredTensor _changes;
    private readonly double _decay;

    /// <summary>Takes its memory.</summary>
    /// <param name="training">How the network is trained.</param>
    /// <param name="network">The network.</param>
    /// <param name="optimizer">The update rule.</param>
    /// <param name="device">Where it is computed.</param>
    public TorchUpdate(TrainingConfig training, TorchNetwork network, TorchOptimizer optimizer, torch.Device device)
    {
        _training = training;
        _network = network;
        _optimizer = optimizer;
        _decay = training.WeightDecay ?? ParameterUpdate.DefaultDecay(training.Optimizer);
        _changes = new MirroredTensor(network.Plan.ParameterFloats, device);
        SquaredChanges = new double[network.Plan.Layers.Length];
        if (training.L1 > 0 || training.L2 > 0 || _decay > 0)
            _penalised = MarkPenalised(device);
    }

    /// <summary>Squared L2 norm of the change of each layer's weights in the last step that was measured.</summary>
    public double[] SquaredChanges { get; }

    /// <summary>Updates all parameters.</summary>
    /// <param name="rate">η.</param>
    /// <param name="step">Step, from 1.</param>
    /// <param name="measure">Whether <see cref="SquaredChanges"/> are wanted.</param>
    public void Apply(double rate, long step, bool measure)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var (w, g) = (_network.Parameters.Tensor, _network.Gradients.Tensor);
        if (measure)
            _changes.Tensor.copy_(w);
        _optimizer.Step.Begin(rate, step);
        if (_penalised is not null)
        {
            if (_training.L1 > 0)
                g.AddProduct(w.sign(), _penalised, _training.L1);
            if (_training.L2 > 0)
                g.AddProduct(w, _penalised, _training.L2);
            if (_decay > 0)
                w.mul_(_penalised.Scaled(-rate * _decay).Increase(1));
        }

        _optimizer.Apply(w, g);
        if (_training.MaxNorm > 0)
            LimitRows(w);
        if (measure)
            MeasureChanges(w);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _penalised?.Dispose();
        _changes.Dispose();
    }

    private bool IsPenalised(ParameterKind kind) => _training.Penalize switch
    {
        Penalised.Weights => kind == ParameterKind.Weights,
        Penalised.WeightsAndBiases => kind != ParameterKind.Other,
        _ => true,
    };

    private Tensor MarkPenalised(torch.Device device)
    {
        using var scope = NewDisposeScope();
        var marks = zeros([_network.Plan.ParameterFloats], ScalarType.Float32, device);
        foreach (var segment in _network.Plan.Layers.SelectMany(layer => layer.Segments).Where(segment => IsPenalised(segment.Kind)))
            marks.narrow(0, segment.Offset, segment.Length).Fill(1);
        return marks.DetachFromDisposeScope();
    }

    private IEnumerable<ParameterSegment> WeightsOf(LayerPlan layer) => layer.Segments.Where(segment => segment.Kind == ParameterKind.Weights);

    private void LimitRows(Tensor w)
    {
        foreach (var segment in _network.Plan.Layers.SelectMany(WeightsOf))
        {
            var rows = w.as_strided([segment.Rows, segment.Stride], [segment.Stride, 1], segment.Offset);
            var norms = rows.norm(1, keepdim: true);
            rows.mul_(where(norms.IsAbove(_training.MaxNorm), norms.reciprocal().Scale(_training.MaxNorm), ones_like(norms)));
        }
    }

    private void MeasureChanges(Tensor w)
    {
        _changes.Tensor.sub_(w);
        _changes.Fetch();
        foreach (var layer in _network.Plan.Layers)
            SquaredChanges[layer.Number - 1] = WeightsOf(layer).Sum(segment => Reductions.SumSquaresDouble(_changes.Pointer + segment.Offset, checked((int)segment.Length)));
    }
}
