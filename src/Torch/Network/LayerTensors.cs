using Sweep.Core.Specs;
using Sweep.Training.Network;
using Sweep.Training.Planning;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

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
        Weights = Matrix(plan.Weights, parameters, gradients)!;
        Bias = Vector(plan.Bias, parameters, gradients)!;
        Projection = Matrix(plan.Projection, parameters, gradients);
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

    /// <summary>Weights, outputs × inputs; of a convolution channels × all that one number of a map depends on.</summary>
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

    /// <summary>The layer's linear map.</summary>
    /// <param name="x">Inputs of each sample in one row; of a convolution samples × channels × rows × columns.</param>
    /// <param name="bias">Whether biases are added.</param>
    public Tensor Map(Tensor x, bool bias = true)
    {
        if (Plan.Convolution is not { } c)
            return functional.linear(x, Weights, bias ? Bias : null);
        var y = Convolve(c, x, Weights, c.Kernel, c.Stride);
        return bias ? y + PerUnit(Bias) : y;
    }

    /// <summary>The transpose of <see cref="Map"/> without biases.</summary>
    public Tensor MapBack(Tensor y)
        => Plan.Convolution is { } c
            ? functional.fold(Weights.t().matmul(y.flatten(2)), (c.InHeight, c.InWidth), (c.Kernel, c.Kernel), padding: (c.Padding, c.Padding), stride: (c.Stride, c.Stride))
            : y.matmul(Weights);

    /// <summary>A block's input as it is added to what the block gives.</summary>
    public Tensor MapSkip(Tensor x)
    {
        if (Projection is null)
            return x;
        return Plan.Convolution is { } c ? Convolve(c, x, Projection, 1, c.SkipStride) : functional.linear(x, Projection);
    }

    /// <summary>Outputs of the layer before, or samples, in the shape that <see cref="Map"/> takes.</summary>
    public Tensor ShapeInputs(Tensor x) => Plan.Convolution is { } c ? x.reshape(-1, c.InChannels, c.InHeight, c.InWidth) : x.flatten(1);

    /// <summary>A vector with one number a unit in a shape that multiplies what <see cref="Map"/> yields.</summary>
    public Tensor PerUnit(Tensor x) => Plan.Convolution is null ? x : x.view(-1, 1, 1);

    /// <inheritdoc/>
    public void Dispose() => _owned.ForEach(tensor => tensor.Dispose());

    // As a matrix product over the unfolded maps: the convolutions of libtorch 2.10, oneDNN 3.7's, give wrong gradients by
    // their inputs where channels do not fill its vectors (docs/engines.md).
    private static Tensor Convolve(Convolution c, Tensor x, Tensor weights, int kernel, int stride)
    {
        var unfolded = kernel == 1 && stride == 1 ? x.flatten(2) : functional.unfold(x, kernel, padding: kernel / 2, stride: stride);
        return weights.matmul(unfolded).reshape(-1, c.Channels, c.MapHeight, c.MapWidth);
    }

    private Tensor? Matrix(ParameterSegment segment, Tensor parameters, Tensor gradients)
        => Leaf(segment, parameters, gradients, [segment.Rows, segment.Columns], [segment.Stride, 1]);

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
