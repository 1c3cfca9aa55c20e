using System.Runtime.Intrinsics;
using Sweep.Training.Network;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Running;

/// <summary>Gathers activations of all hidden layers over the validation set, batch by batch.</summary>
internal sealed unsafe class ActivationMeter
{
    private readonly NetworkPlan _plan;
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly long[][] _saturated;
    private readonly float[] _alive;
    private long _samples;

    /// <summary>For a network.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="capacity">Greatest number of samples of a batch.</param>
    public ActivationMeter(NetworkPlan plan, int capacity)
    {
        _plan = plan;
        _sums = new double[plan.Layers.Count];
        _squares = new double[plan.Layers.Count];
        _saturated = [.. plan.Layers.Select(layer => new long[layer.IsHidden ? layer.Outputs : 0])];
        _alive = new float[capacity];
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        _samples = 0;
        Array.Clear(_sums);
        Array.Clear(_squares);
        foreach (var units in _saturated)
            Array.Clear(units);
    }

    /// <summary>Takes in what the last forward pass left in the buffers.</summary>
    public void Add(DenseNetwork network, int samples, int columns)
    {
        _samples += samples;
        foreach (var layer in _plan.Layers)
        {
            if (!layer.IsHidden)
                continue;
            var buffers = network.Buffers(layer.Number);
            AddMoments(layer, buffers.Activated, samples, columns);
            var parameter = network.ActivationParameter(layer);
            var saturated = _saturated[layer.Number - 1];
            fixed (float* alive = _alive)
            {
                for (var unit = 0; unit < saturated.Length; unit++)
                {
                    var at = (long)unit * columns;
                    saturated[unit] += ActivationKernels.CountSaturated(layer.Kind, parameter, buffers.PreActivation + at, buffers.Activated + at, alive, 1, samples, columns);
                }
            }
        }
    }

    /// <summary>What layer <paramref name="number"/> showed.</summary>
    public ActivationSummary Summary(int number)
    {
        var units = _saturated[number - 1];
        if (units.Length == 0 || _samples == 0)
            return ActivationSummary.None;
        var count = (double)_samples * units.Length;
        var mean = _sums[number - 1] / count;
        var variance = Math.Max(0, (_squares[number - 1] / count) - (mean * mean));
        var (saturated, dead) = (0L, 0);
        foreach (var unit in units)
        {
            saturated += unit;
            dead += unit == _samples ? 1 : 0;
        }

        return new ActivationSummary((float)mean, (float)Math.Sqrt(variance), (float)(saturated / count), (float)((double)dead / units.Length));
    }

    // Eight sums in double side by side, added by halves; columns that are no samples count as zero.
    private void AddMoments(LayerPlan layer, float* block, int samples, int columns)
    {
        var sum = Vector512<double>.Zero;
        var squares = Vector512<double>.Zero;
        var last = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(samples - (columns - 16))).AsSingle();
        for (var unit = 0; unit < layer.Outputs; unit++, block += columns)
        {
            for (var b = 0; b < columns; b += 16)
            {
                var value = Vector512.Load(block + b);
                if (b == columns - 16)
                    value = Vector512.ConditionalSelect(last, value, Vector512<float>.Zero);
                var (low, high) = Vector512.Widen(value);
                sum += low + high;
                squares += (low * low) + (high * high);
            }
        }

        _sums[layer.Number - 1] += AddLanes(sum);
        _squares[layer.Number - 1] += AddLanes(squares);
    }

    private static double AddLanes(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }
}
