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
        Weights = Matrix(plan.Weights, parameters, gradients, plan.Convolution?.Kernel ?? 0)!;
        Bias = Vector(plan.Bias, parameters, gradients)!;
        Projection = Matrix(plan.Projection, parameters, gradients, plan.Convolution is null ? 0 : 1);
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

    /// <summary>Weights, outputs × inputs; of a convolution channels × channels that go in × rows × columns of the kernel.</summary>
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
        => Plan.Convolution is { } c
            ? nn.functional.conv2d(x, Weights, bias ? Bias : null, strides: [c.Stride, c.Stride], padding: [c.Padding, c.Padding])
            : nn.functional.linear(x, Weights, bias ? Bias : null);

    /// <summary>The transpose of <see cref="Map"/> without biases.</summary>
    public Tensor MapBack(Tensor y)
    {
        if (Plan.Convolution is not { } c)
            return y.matmul(Weights);
        // Pixels at the lower and right edge that no place of the kernel reaches are left over.
        long Left(int size, int mapped) => size + (2 * c.Padding) - c.Kernel - ((mapped - 1L) * c.Stride);
        return nn.functional.conv_transpose2d(
            y, Weights, strides: [c.Stride, c.Stride], padding: [c.Padding, c.Padding], output_padding: [Left(c.InHeight, c.MapHeight), Left(c.InWidth, c.MapWidth)]);
    }

    /// <summary>A block's input as it is added to what the block gives.</summary>
    public Tensor MapSkip(Tensor x)
    {
        if (Projection is null)
            return x;
        return Plan.Convolution is { } c
            ? nn.functional.conv2d(x, Projection, strides: [c.SkipStride, c.SkipStride])
            : nn.functional.linear(x, Projection);
    }

    /// <summary>Outputs of the layer before, or samples, in the shape that <see cref="Map"/> takes.</summary>
    public Tensor ShapeInputs(Tensor x) => Plan.Convolution is { } c ? x.reshape(-1, c.InChannels, c.InHeight, c.InWidth) : x.flatten(1);

    /// <summary>A vector with one number a unit in a shape that multiplies what <see cref="Map"/> yields.</summary>
    public Tensor PerUnit(Tensor x) => Plan.Convolution is null ? x : x.view(-1, 1, 1);

    /// <inheritdoc/>
    public void Dispose() => _owned.ForEach(tensor => tensor.Dispose());

    private Tensor? Matrix(ParameterSegment segment, Tensor parameters, Tensor gradients, int kernel)
        => kernel == 0
            ? Leaf(segment, parameters, gradients, [segment.Rows, segment.Columns], [segment.Stride, 1])
            : Leaf(segment, parameters, gradients, [segment.Rows, segment.Columns / (kernel * kernel), kernel, kernel], [segment.Stride, kernel * kernel, kernel, 1]);

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
