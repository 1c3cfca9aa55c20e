using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Running;

namespace Sweep.Training.Network;

/// <summary>
/// A network's parameters, gradients and buffers, and its forward and backward passes over one batch.
/// Activations are feature-major (one row a unit, one column a sample), weights are outputs × inputs: forward, backward
/// and weight gradients are then products with a broadcast left operand, and the only transposed copies are those of
/// layer inputs, which are small beside the weights.
/// </summary>
internal sealed unsafe partial class DenseNetwork
{
    /// <summary>Floats of a weight gradient that the L1 cache keeps beside what they are made of.</summary>
    private const int NormBlock = 4096;

    private readonly LayerBuffers[] _layers;
    private readonly float*[] _outputs;
    private readonly RandomDraws _draws;
    private readonly float* _inputRows;
    private readonly float* _input;
    private readonly float* _transposed;
    private readonly float* _scratch;
    private readonly float* _skip;
    private float* _gradient;
    private float* _spare;

    /// <summary>Takes a network's memory.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="draws">Where dropout masks come from.</param>
    /// <param name="arena">Where memory comes from.</param>
    /// <param name="capacity">Greatest number of samples of a batch, a multiple of 16.</param>
    public DenseNetwork(NetworkPlan plan, RandomDraws draws, Arena arena, int capacity)
    {
        Plan = plan;
        Capacity = capacity;
        _draws = draws;
        Parameters = arena.Floats(plan.ParameterFloats);
        Gradients = arena.Floats(plan.ParameterFloats);
        WeightSquares = new double[plan.Layers.Length];
        Statistics = new RunningStatistics(plan, arena);
        _inputRows = arena.Floats((long)capacity * NetworkPlan.Pad(plan.Features));
        _input = arena.Floats((long)capacity * NetworkPlan.Pad(plan.Features));
        _layers = [.. plan.Layers.Select(layer => new LayerBuffers(layer, arena, capacity))];
        _outputs = new float*[plan.Layers.Length];
        var widest = (long)NetworkPlan.Pad(plan.Widest) * capacity;
        _transposed = arena.Floats(widest);
        _gradient = arena.Floats(widest);
        _spare = arena.Floats(widest);
        if (plan.Layers.Any(layer => layer.SkipFrom >= 0))
            _skip = arena.Floats(widest);
        _scratch = arena.Floats(ScratchFloats(plan, capacity));
    }

    /// <summary>The network.</summary>
    public NetworkPlan Plan { get; }

    /// <summary>Greatest number of samples of a batch.</summary>
    public int Capacity { get; }

    /// <summary>All parameters.</summary>
    public float* Parameters { get; }

    /// <summary>Gradients of all parameters, in the same places.</summary>
    public float* Gradients { get; }

    /// <summary>Sum of squares of each layer's weight gradient after <see cref="Backward"/>; that of a residual projection is not in it.</summary>
    public double[] WeightSquares { get; }

    /// <summary>Running statistics of batch normalisations.</summary>
    public RunningStatistics Statistics { get; }

    /// <summary>Where a batch's samples are put before <see cref="Forward"/>: row by row, rows of <see cref="InputStride"/> floats.</summary>
    public float* InputRows => _inputRows;

    /// <summary>Floats from one sample of <see cref="InputRows"/> to the next.</summary>
    public int InputStride => NetworkPlan.Pad(Plan.Features);

    /// <summary>What the output layer yielded, outputs × samples.</summary>
    public float* Logits => _layers[^1].Dense;

    /// <summary>Where the loss puts its gradient by the logits before <see cref="Backward"/>.</summary>
    public float* LogitGradient => _gradient;

    /// <summary>The buffers of layer <paramref name="number"/>, from 1.</summary>
    public LayerBuffers Buffers(int number) => _layers[number - 1];

    private float* OutputOf(int number) => number == 0 ? _input : _outputs[number - 1];

    private static long ScratchFloats(NetworkPlan plan, int capacity)
    {
        long most = 0;
        foreach (var layer in plan.Layers)
        {
            var inputs = layer.SkipFrom >= 0 ? Math.Max(layer.Inputs, plan.WidthOf(layer.SkipFrom)) : layer.Inputs;
            most = Math.Max(most, Gemm.ScratchFloats(layer.Outputs, capacity, inputs));
            most = Math.Max(most, Gemm.ScratchFloats(inputs, capacity, layer.Outputs));
            most = Math.Max(most, Gemm.ScratchFloats(layer.Outputs, NetworkPlan.Pad(inputs), capacity));
        }

        return most;
    }
}
