using Sweep.Core.Configuration;
using Sweep.Training.Network;
using Sweep.Training.Planning;
using Sweep.Training.Running;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sweep.Torch.Network;

/// <summary>
/// A network's parameters and gradients, each kind one flat block laid out as the native engine's, and its forward pass;
/// libtorch's automatic differentiation is the backward pass. Activations are samples × units, maps samples × channels ×
/// rows × columns.
/// </summary>
internal sealed unsafe class TorchNetwork : IDisposable
{
    private readonly LayerTensors[] _layers;
    private readonly LayerOutputs?[] _outputs;
    private readonly DropoutMasks _masks;

    /// <summary>Takes a network's memory.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="draws">Where dropout masks come from.</param>
    /// <param name="batch">Greatest number of samples that dropout acts on.</param>
    /// <param name="device">Where it is computed.</param>
    public TorchNetwork(NetworkPlan plan, RandomDraws draws, int batch, torch.Device device)
    {
        Plan = plan;
        Parameters = new MirroredTensor(plan.ParameterFloats, device);
        Gradients = new MirroredTensor(plan.ParameterFloats, device);
        MirroredTensor? statistics = null;
        Places = new RunningStatistics(plan, floats => (nint)(statistics = new MirroredTensor(floats, device)).Pointer);
        Statistics = statistics!;
        _layers = [.. plan.Layers.Select(layer => new LayerTensors(layer, Parameters.Tensor, Gradients.Tensor, Statistics.Tensor, Places))];
        _outputs = new LayerOutputs?[plan.Layers.Length];
        _masks = new DropoutMasks(plan, draws, batch, device);
    }

    /// <summary>The network.</summary>
    public NetworkPlan Plan { get; }

    /// <summary>All parameters.</summary>
    public MirroredTensor Parameters { get; }

    /// <summary>Gradients of all parameters, in the same places.</summary>
    public MirroredTensor Gradients { get; }

    /// <summary>Running statistics of batch normalisations.</summary>
    public MirroredTensor Statistics { get; }

    /// <summary>Where they stand.</summary>
    public RunningStatistics Places { get; }

    /// <summary>What the output layer yielded, samples × outputs.</summary>
    public Tensor Logits => Outputs(Plan.Layers.Length).Output;

    /// <summary>The tensors of layer <paramref name="number"/>, from 1.</summary>
    public LayerTensors Layer(int number) => _layers[number - 1];

    /// <summary>What the last forward pass left in layer <paramref name="number"/>, from 1.</summary>
    public LayerOutputs Outputs(int number) => _outputs[number - 1] ?? throw new InvalidOperationException("No forward pass has been made.");

    /// <summary>From samples to <see cref="Logits"/>.</summary>
    /// <param name="input">Samples × features.</param>
    /// <param name="columns">The samples, padded.</param>
    /// <param name="training">Whether dropout acts and normalisations use the batch's own statistics.</param>
    /// <param name="step">The step, which dropout masks are drawn for.</param>
    public void Forward(Tensor input, int columns, bool training, uint step)
    {
        Release();
        using var scope = NewDisposeScope();
        if (training)
            input = _masks.DropInput(input, columns, step);
        foreach (var layer in _layers)
        {
            var plan = layer.Plan;
            var mapped = layer.Map(layer.ShapeInputs(OutputOf(plan.Number - 1, input)));
            if (plan.Convolution is not null)
                _outputs[plan.Number - 1] = Convolved(layer, mapped, input, columns, training, step);
            else
                _outputs[plan.Number - 1] = plan.IsHidden ? Hidden(layer, mapped, input, columns, training, step) : new LayerOutputs(mapped, mapped, mapped);
        }
    }

    /// <summary>Lets go of what the last forward pass left.</summary>
    public void Release()
    {
        for (var i = 0; i < _outputs.Length; i++)
        {
            _outputs[i]?.Dispose();
            _outputs[i] = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        foreach (var layer in _layers)
            layer.Dispose();
        _masks.Dispose();
        Parameters.Dispose();
        Gradients.Dispose();
        Statistics.Dispose();
    }

    private LayerOutputs Hidden(LayerTensors layer, Tensor dense, Tensor input, int columns, bool training, uint step)
    {
        var plan = layer.Plan;
        var before = plan.NormalizesBefore ? Normalise(layer, dense, training) : dense;
        var activated = ActivationMap.Apply(plan.Activation!, before, layer.Slope);
        var output = plan.NormalizesAfter ? Normalise(layer, activated, training) : activated;
        if (training && plan.Drops)
            output = _masks.Drop(plan, output, columns, step);
        if (plan.SkipFrom >= 0)
        {
            output += layer.MapSkip(OutputOf(plan.SkipFrom, input).flatten(1));
        }

        return new LayerOutputs(before, activated, output);
    }

    private LayerOutputs Convolved(LayerTensors layer, Tensor mapped, Tensor input, int columns, bool training, uint step)
    {
        var plan = layer.Plan;
        var before = plan.NormalizesBefore ? Normalise(layer, mapped, training) : mapped;
        if (plan.SkipFrom >= 0)
            before += layer.MapSkip(plan.SkipFrom == 0 ? _layers[0].ShapeInputs(input) : OutputOf(plan.SkipFrom, input));
        var activated = ActivationMap.Apply(plan.Activation!, before, layer.Slope);
        var output = plan.NormalizesAfter ? Normalise(layer, activated, training) : activated;
        if (plan.Convolution!.Pool > 1)
            output = functional.max_pool2d(output, plan.Convolution.Pool);
        if (training && plan.Drops)
            output = _masks.Drop(plan, output, columns, step);
        return new LayerOutputs(before, activated, output);
    }

    private Tensor OutputOf(int number, Tensor input) => number == 0 ? input : Outputs(number).Output;

    private static Tensor Normalise(LayerTensors layer, Tensor x, bool training)
    {
        if (layer.Plan.Normalization is Normalisation.LayerNorm perSample)
            return functional.layer_norm(x, [layer.Plan.Outputs], layer.Scale, layer.Shift, perSample.Epsilon);
        var batchNorm = (Normalisation.BatchNorm)layer.Plan.Normalization;
        if (training && x.numel() == layer.Plan.Units)
            return NormaliseOne(layer, x, batchNorm);
        return functional.batch_norm(x, layer.Means!, layer.Variances!, layer.Scale, layer.Shift, training, batchNorm.Momentum, batchNorm.Epsilon);
    }

    // libtorch refuses one number a unit; its variance counts as 0.
    private static Tensor NormaliseOne(LayerTensors layer, Tensor x, Normalisation.BatchNorm batchNorm)
    {
        var mean = x.mean(x.dim() == 2 ? [0] : [0, 2, 3], keepdim: true);
        using (no_grad())
        {
            layer.Means!.Scale(1 - batchNorm.Momentum).Add(mean.flatten(), batchNorm.Momentum);
            layer.Variances!.Scale(1 - batchNorm.Momentum);
        }

        return ((x - mean).Scaled(1 / Math.Sqrt(batchNorm.Epsilon)) * layer.PerUnit(layer.Scale!)) + layer.PerUnit(layer.Shift!);
    }
}
