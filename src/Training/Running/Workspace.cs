using Sweep.Core.Configuration;
using Sweep.Training.Augmenting;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Losses;
using Sweep.Training.Network;
using Sweep.Training.Planning;
using Sweep.Training.Updating;

namespace Sweep.Training.Running;

/// <summary>All the memory of one training and what is laid out in it.</summary>
internal sealed unsafe class Workspace : IDisposable
{
    /// <summary>Samples evaluated at a time where a training batch is not larger: two vectors, so that a block of them stays in the L1 cache.</summary>
    public const int LeastEvaluated = 32;

    /// <summary>More samples at a time would gain nothing, but cost memory.</summary>
    public const int MostEvaluated = 128;

    private readonly ArenaPool? _pool;
    private Arena? _arena;

    private Workspace(NetworkPlan plan, TrialConfig config, RandomDraws draws, BatchShape shape, ImageShape? image, Arena arena, ArenaPool? pool)
    {
        var training = config.Training;
        _arena = arena;
        _pool = pool;
        Network = new DenseNetwork(plan, draws, arena, shape.Capacity);
        Update = new ParameterUpdate(training.Optimizer, plan.ParameterFloats, arena);
        Loss = new LossKernel(plan.Loss, plan.Outputs, arena);
        Targets = arena.Floats((long)plan.Outputs * shape.Capacity);
        Losses = arena.Floats(shape.Capacity);
        if (!Augmenter.IsNone(training.Augmentation))
            Augmenter = new Augmenter(training.Augmentation, plan, image, draws.Key, arena, shape.Batch);
        if (training.MaxNorm > 0)
            WeightsBefore = arena.Floats(plan.Layers.Max(layer => layer.Length));
        if (config.Probes.Activations > 0)
            Activations = new ActivationMeter(plan, arena, shape.Evaluation);
        if (config.Probes.Jacobian > 0)
            Jacobian = new JacobianProbe(plan, draws.Key, arena);
        if (training.EarlyStopping is EarlyStopping.Patience { RestoreBest: true })
        {
            BestParameters = arena.Floats(plan.ParameterFloats);
            BestStatistics = arena.Floats(Network.Statistics.Floats);
        }
    }

    /// <summary>The network.</summary>
    public DenseNetwork Network { get; }

    /// <summary>The optimiser.</summary>
    public ParameterUpdate Update { get; }

    /// <summary>The loss.</summary>
    public LossKernel Loss { get; }

    /// <summary>A batch's targets.</summary>
    public float* Targets { get; }

    /// <summary>A batch's losses.</summary>
    public float* Losses { get; }

    /// <summary>Room for one layer's weights as they were before a step; null where nobody needs it.</summary>
    public float* WeightsBefore { get; }

    /// <summary>What changes training samples; null where nothing does.</summary>
    public Augmenter? Augmenter { get; }

    /// <summary>What measures activations; null where nothing does.</summary>
    public ActivationMeter? Activations { get; }

    /// <summary>What measures Jacobian factors; null where nothing does.</summary>
    public JacobianProbe? Jacobian { get; }

    /// <summary>The best epoch's parameters; null where they are not kept.</summary>
    public float* BestParameters { get; }

    /// <summary>The best epoch's running statistics.</summary>
    public float* BestStatistics { get; }

    /// <summary>Bytes that a training of this shape works in.</summary>
    public static long Measure(NetworkPlan plan, TrialConfig config, BatchShape shape, ImageShape? image)
    {
        using var measuring = new Arena();
        _ = new Workspace(plan, config, new RandomDraws(default), shape, image, measuring, null);
        return (long)measuring.Used;
    }

    /// <summary>Takes a training's memory.</summary>
    public static Workspace Allocate(NetworkPlan plan, TrialConfig config, RandomDraws draws, BatchShape shape, ImageShape? image, ArenaPool pool)
        => new(plan, config, draws, shape, image, pool.Rent((nuint)Measure(plan, config, shape, image)), pool);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_arena is not null)
            _pool?.Return(_arena);
        _arena = null;
    }
}
