using Sweep.Training.Network;
using Sweep.Training.Planning;
using static TorchSharp.torch;

namespace Sweep.Torch.Network;

/// <summary>
/// One layer's parameters as leaves of the graph, each a view of its place in the flat block of all parameters, with its
/// gradient a view of the same place in the block of all gradients.
/// </summary>
internal sealed unsafe class LayerTensors : IDisposable
{
    private readonly List<Tensor> _owned = [];

    /// <summary>Makes the views.</summary>
    /// <param name="plan">The layer.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradients">All gradients.</param>
    /// <param name="statistics">All running statistics.</param>
    /// <param name="places">Where they stand.</param>
    public LayerTensors(LayerPlan plan, Tensor parameters, Tensor gradients, Tensor statistics, RunningStatistics places)
    {
        Plan = plan;
        using var scope = NewDisposeScope();
        Weights = Leaf(plan.Weights, parameters, gradients, [plan.Weights.Rows, plan.Weights.Columns], [plan.Weights.Stride, 1])!;
        Bias = Vector(plan.Bias, parameters, gradients)!;
        Projection = Leaf(plan.Projection, parameters, gradients, [plan.Projection.Rows, plan.Projection.Columns], [plan.Projection.Stride, 1]);
        Scale = Vector(plan.Scale, parameters, gradients);
        Shift = Vector(plan.Shift, parameters, gradients);
        Slope = Vector(plan.Slope, parameters, gradients);
        if (plan.Normalization is Core.Configuration.Normalisation.BatchNorm)
        {
            Means = Own(statistics.narrow(0, places.Means(plan.Number) - places.Values, plan.Scale.Columns));
            Variances = Own(statistics.narrow(0, places.Variances(plan.Number) - places.Values, plan.Scale.Columns));
        }
    }

    /// <summary>The layer.</summary>
    public LayerPlan Plan { get; }

    /// <summary>Weights, outputs × inputs.</summary>
    public Tensor Weights { get; }

    /// <summary>Biases.</summary>
    public Tensor Bias { get; }

    /// <summary>Weights of the residual projection; null where there is none.</summary>
    public Tensor? Projection { get; }

    /// <summary>Scales of the normalisation; null where there is none.</summary>
    public Tensor? Scale { get; }

    /// <summary>Shifts of the normalisation; null where there is none.</summary>
    public Tensor? Shift { get; }

    /// <summary>Learnt slope of the activation; null where there is none.</summary>
    public Tensor? Slope { get; }

    /// <summary>Running means; null where there are none.</summary>
    public Tensor? Means { get; }

    /// <summary>Running variances; null where there are none.</summary>
    public Tensor? Variances { get; }

    /// <summary>The layer's map without its biases.</summary>
    /// <param name="x">Samples × inputs.</param>
    public Tensor Map(Tensor x) => nn.functional.linear(x, Weights);

    /// <summary>The transpose of <see cref="Map"/>.</summary>
    /// <param name="y">Samples × outputs.</param>
    public Tensor MapBack(Tensor y) => y.matmul(Weights);

    /// <inheritdoc/>
    public void Dispose() => _owned.ForEach(tensor => tensor.Dispose());

    private Tensor? Vector(ParameterSegment segment, Tensor parameters, Tensor gradients)
        => Leaf(segment, parameters, gradients, [segment.Columns], [1]);

    private Tensor? Leaf(ParameterSegment segment, Tensor parameters, Tensor gradients, long[] size, long[] strides)
    {
        if (segment.IsEmpty)
            return null;
        var leaf = Own(parameters.as_strided(size, strides, segment.Offset).detach());
        leaf.requires_grad_();
        leaf.grad = gradients.as_strided(size, strides, segment.Offset);
        return leaf;
    }

    private Tensor Own(Tensor tensor)
    {
        _owned.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }
}
