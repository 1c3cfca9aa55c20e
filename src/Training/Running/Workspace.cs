using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Kernels;
using Sweep.Training.Losses;
using Sweep.Training.Network;
using Sweep.Training.Planning;
using Sweep.Training.Updating;

namespace Sweep.Training.Running;

/// <summary>All the memory of one training and what is laid out in it.</summary>
internal sealed unsafe class Workspace : IDisposable
{
    /// <summary>Most samples that are evaluated at a time, where a training batch is not larger.</summary>
    private const int EvaluationRows = 128;

    private readonly Arena _arena;

    private Workspace(NetworkPlan plan, TrainingConfig training, RandomKey key, BatchShape shape, Arena arena)
    {
        _arena = arena;
        Network = new DenseNetwork(plan, key, arena, shape.Capacity);
        Update = new ParameterUpdate(training.Optimizer, plan.ParameterFloats, arena);
        Loss = new LossKernel(plan.Loss, plan.Outputs, arena);
        Targets = arena.Floats((long)plan.Outputs * shape.Capacity);
        Losses = arena.Floats(shape.Capacity);
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

    /// <summary>The best epoch's parameters; null where they are not kept.</summary>
    public float* BestParameters { get; }

    /// <summary>The best epoch's running statistics.</summary>
    public float* BestStatistics { get; }

    /// <summary>Bytes that a training of this shape works in.</summary>
    public static long Measure(NetworkPlan plan, TrainingConfig training, BatchShape shape)
    {
        using var measuring = new Arena();
        _ = new Workspace(plan, training, default, shape, measuring);
        return (long)measuring.Used;
    }

    /// <summary>Takes a training's memory.</summary>
    public static Workspace Allocate(NetworkPlan plan, TrainingConfig training, RandomKey key, BatchShape shape)
        => new(plan, training, key, shape, new Arena((nuint)Measure(plan, training, shape)));

    /// <inheritdoc/>
    public void Dispose() => _arena.Dispose();

    /// <summary>Numbers of samples that a training handles at a time.</summary>
    /// <param name="Batch">Samples of a step.</param>
    /// <param name="Evaluation">Samples evaluated at a time.</param>
    internal readonly record struct BatchShape(int Batch, int Evaluation)
    {
        /// <summary>Columns that buffers need.</summary>
        public int Capacity => NetworkPlan.Pad(Math.Max(Batch, Evaluation));

        /// <summary>For a training set and the larger of the other two.</summary>
        public static BatchShape For(BatchSize size, int trainRows, int otherRows)
        {
            var batch = size.For(trainRows);
            return new BatchShape(batch, Math.Max(1, Math.Min(otherRows, Math.Max(EvaluationRows, batch))));
        }
    }
}
