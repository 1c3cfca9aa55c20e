using Sweep.Core.Configuration;
using Sweep.Core.Specs;
using Sweep.Torch.Measuring;
using Sweep.Torch.Network;
using Sweep.Torch.Updating;
using Sweep.Training;
using Sweep.Training.Augmenting;
using Sweep.Training.Data;
using Sweep.Training.Planning;
using Sweep.Training.Running;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweep.Torch;

/// <summary>One training on TorchSharp. Everything that it asks libtorch for is checked beforehand: a wrong shape could end the process.</summary>
internal sealed unsafe partial class TorchRun : TrainingLoop
{
    /// <summary>Samples evaluated at a time: enough that operations are worth their calls.</summary>
    private const int MostEvaluated = 256;

    /// <summary>Floats of one layer's activations that an evaluation of more than one sample may take.</summary>
    private const int MostFloats = 16 << 20;

    private readonly torch.Device _device;
    private readonly HostBlocks _host;
    private readonly TorchNetwork _network;
    private readonly TorchOptimizer _optimizer;
    private readonly TorchUpdate _update;
    private readonly TorchClip _clip;
    private readonly TorchJacobian _jacobian;
    private readonly Loss _loss;
    private readonly MirroredTensor _bestParameters;
    private readonly MirroredTensor _bestStatistics;
    private Tensor? _meanLoss;

    private TorchRun(TrialConfig config, PreparedData data, RandomDraws draws, torch.Device device)
        : base(PlanChecks.CheckEngine(config, Engine.Torch), data, draws, Evaluated)
    {
        CheckBlocks(config.Training.Optimizer);
        _device = device;
        _loss = Plan.Loss;
        _host = new HostBlocks(Plan, config, draws, Shape, data.Image);
        _network = new TorchNetwork(Plan, draws, Shape.Batch, device);
        _optimizer = new TorchOptimizer(config.Training.Optimizer, Plan.ParameterFloats, device);
        _update = new TorchUpdate(config.Training, _network, _optimizer, device);
        _clip = new TorchClip(config.Training.Clip, _network);
        _jacobian = new TorchJacobian(_network, draws.Key, device);
        _bestParameters = new MirroredTensor(RestoresBest ? Plan.ParameterFloats : 0, device);
        _bestStatistics = new MirroredTensor(RestoresBest ? _network.Statistics.Floats : 0, device);
    }

    /// <summary>The network that is trained.</summary>
    internal TorchNetwork Network => _network;

    /// <inheritdoc/>
    protected override float* InputRows => _host.Inputs.Pointer;

    /// <inheritdoc/>
    protected override float* Targets => _host.Targets.Pointer;

    /// <inheritdoc/>
    protected override float* Losses => _host.Losses.Pointer;

    /// <inheritdoc/>
    protected override float* Logits => _host.Logits.Pointer;

    /// <inheritdoc/>
    protected override float* Parameters => _network.Parameters.Pointer;

    /// <inheritdoc/>
    protected override float* Gradients => _network.Gradients.Pointer;

    /// <inheritdoc/>
    protected override Block Statistics => BlockOf(_network.Statistics);

    /// <inheritdoc/>
    protected override Block OptimizerState => BlockOf(_optimizer.State);

    /// <inheritdoc/>
    protected override Block BestParameters => BlockOf(_bestParameters);

    /// <inheritdoc/>
    protected override Block BestStatistics => BlockOf(_bestStatistics);

    /// <inheritdoc/>
    protected override double MomentumProduct
    {
        get => _optimizer.Step.MomentumProduct;
        set => _optimizer.Step.MomentumProduct = value;
    }

    /// <inheritdoc/>
    protected override Augmenter? Augmenter => _host.Augmenter;

    /// <inheritdoc/>
    protected override ActivationMeter? ActivationMeter => _host.Activations;

    /// <summary>A training before its first step.</summary>
    public static TorchRun Start(TrialConfig config, PreparedData data, RandomDraws draws, torch.Device device)
    {
        var run = new TorchRun(config, data, draws, device);
        run.Initialise();
        return run;
    }

    /// <summary>A training at the point where <see cref="TrainingLoop.Save"/> was called.</summary>
    /// <exception cref="InvalidCheckpointException">The checkpoint is damaged or belongs to another training.</exception>
    public static TorchRun Resume(TrialConfig config, PreparedData data, RandomDraws draws, torch.Device device, ReadOnlySpan<byte> checkpoint)
    {
        var run = new TorchRun(config, data, draws, device);
        run.Continue(checkpoint);
        return run;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _meanLoss?.Dispose();
        _meanLoss = null;
        foreach (var part in (IDisposable[])[_update, _optimizer, _network, _host, _bestParameters, _bestStatistics])
            part.Dispose();
    }

    /// <inheritdoc/>
    protected override void Reset()
    {
        _network.Places.Reset();
        new Span<float>(_optimizer.State.Pointer, checked((int)_optimizer.State.Floats)).Fill(_optimizer.Step.InitialState);
    }

    /// <inheritdoc/>
    protected override void Fetch()
    {
        foreach (var block in Blocks)
            block.Fetch();
    }

    /// <inheritdoc/>
    protected override void Deliver()
    {
        foreach (var block in Blocks)
            block.Deliver();
    }

    private static (int Least, int Most) Evaluated(NetworkPlan plan)
    {
        // The unfolded input of a convolution is what takes most.
        var widest = plan.Layers.Max(layer => Math.Max(plan.Widest, layer.Convolution is { } c ? (long)c.FanIn * c.MapHeight * c.MapWidth : 0));
        var samples = (int)Math.Clamp(MostFloats / widest, 1, MostEvaluated);
        return (samples, samples);
    }

    private MirroredTensor[] Blocks => [_network.Parameters, _network.Statistics, _optimizer.State, _bestParameters, _bestStatistics];

    private static Block BlockOf(MirroredTensor tensor) => new(tensor.Pointer, tensor.Floats);

    // A block is addressed by bytes that a 32-bit number counts.
    private void CheckBlocks(Optimizer optimizer)
    {
        var floats = Plan.ParameterFloats * Math.Max(1, new Training.Updating.OptimizerStep(optimizer).Slots);
        if (floats > int.MaxValue / sizeof(float))
            throw new InvalidInputException([new Problem("config", 0, 0, $"model: {Plan.ParameterFloats} parameters and their optimiser's state are {floats} numbers, engine torch bears {int.MaxValue / sizeof(float)}; use a smaller network")]);
    }
}
