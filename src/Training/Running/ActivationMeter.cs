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
    private float[] _alive = [];
    private long _samples;

    /// <summary>For a network.</summary>
    public ActivationMeter(NetworkPlan plan)
    {
        _plan = plan;
        _sums = new double[plan.Layers.Count];
        _squares = new double[plan.Layers.Count];
        _saturated = [.. plan.Layers.Select(layer => new long[layer.IsHidden ? layer.Outputs : 0])];
    }

    /// <summary>Takes in what the last forward pass left in the buffers.</summary>
    public void Add(DenseNetwork network, int samples, int columns)
    {
        _samples += samples;
        Array.Resize(ref _alive, Math.Max(columns, _alive.Length));
        fixed (float* alive = _alive)
            Add(network, samples, columns, alive);
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
        return new ActivationSummary(
            (float)mean,
            (float)Math.Sqrt(variance),
            (float)(units.Sum() / count),
            (float)((double)units.Count(saturated => saturated == _samples) / units.Length));
    }

    private void Add(DenseNetwork network, int samples, int columns, float* alive)
    {
        foreach (var layer in _plan.Layers.Where(layer => layer.IsHidden))
        {
            var i = layer.Number - 1;
            var buffers = network.Buffers(layer.Number);
            var parameter = network.ActivationParameter(layer);
            for (var unit = 0; unit < layer.Outputs; unit++)
            {
                var z = buffers.PreActivation + ((long)unit * columns);
                var a = buffers.Activated + ((long)unit * columns);
                _sums[i] += Reductions.SumDouble(a, samples);
                _squares[i] += Reductions.SumSquaresDouble(a, samples);
                _saturated[i][unit] += ActivationKernels.CountSaturated(layer.Kind, parameter, z, a, alive, 1, samples, columns);
            }
        }
    }
}
