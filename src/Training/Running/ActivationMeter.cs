using System.Runtime.Intrinsics;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Running;

/// <summary>Gathers activations of all hidden layers over the validation set, batch by batch.</summary>
internal sealed unsafe class ActivationMeter
{
    private readonly NetworkPlan _plan;
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly long[] _saturated;
    private readonly float*[] _alive;
    private readonly int _capacity;
    private long _samples;

    /// <summary>Takes its memory.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="arena">Where memory comes from.</param>
    /// <param name="capacity">Greatest number of samples evaluated at a time.</param>
    public ActivationMeter(NetworkPlan plan, Arena arena, int capacity)
    {
        _plan = plan;
        _capacity = capacity;
        _sums = new double[plan.Layers.Length];
        _squares = new double[plan.Layers.Length];
        _saturated = new long[plan.Layers.Length];
        _alive = new float*[plan.Layers.Length];
        for (var i = 0; i < _alive.Length - 1; i++)
            _alive[i] = arena.Floats((long)plan.Layers[i].Units * Columns(plan.Layers[i], capacity));
    }

    /// <summary>Floats of a unit's row: a sample each, or a pixel of each of a convolution's maps; padded.</summary>
    public static int Columns(LayerPlan layer, int samples) => NetworkPlan.Pad(checked(layer.MapSize / layer.Units * samples));

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        _samples = 0;
        Array.Clear(_sums);
        Array.Clear(_squares);
        Array.Clear(_saturated);
        for (var i = 0; i < _alive.Length - 1; i++)
            new Span<float>(_alive[i], _plan.Layers[i].Units * Columns(_plan.Layers[i], _capacity)).Clear();
    }

    /// <summary>Begins a batch.</summary>
    public void Begin(int samples) => _samples += samples;

    /// <summary>Takes in one hidden layer of a batch.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="parameter">Its activation's parameter.</param>
    /// <param name="preActivation">What the activation was applied to, units × columns.</param>
    /// <param name="activated">φ of it.</param>
    /// <param name="samples">Samples; of a convolution their pixels.</param>
    /// <param name="columns">Floats from one unit's row to the next.</param>
    public void Add(LayerPlan layer, float parameter, float* preActivation, float* activated, int samples, int columns)
    {
        AddMoments(layer, activated, samples, columns);
        _saturated[layer.Number - 1] += CountSaturated(layer, parameter, preActivation, activated, samples, columns);
    }

    /// <summary>What layer <paramref name="number"/> showed.</summary>
    public ActivationSummary Summary(int number)
    {
        var layer = _plan.Layers[number - 1];
        if (!layer.IsHidden || _samples == 0)
            return ActivationSummary.None;
        var count = (double)_samples * layer.MapSize;
        var columns = Columns(layer, _capacity);
        var mean = _sums[number - 1] / count;
        var variance = Math.Max(0, (_squares[number - 1] / count) - (mean * mean));
        var dead = 0;
        for (var unit = 0; unit < layer.Units; unit++)
            dead += new ReadOnlySpan<float>(_alive[number - 1] + ((long)unit * columns), columns).ContainsAnyExcept(0f) ? 0 : 1;
        return new ActivationSummary((float)mean, (float)Math.Sqrt(variance), (float)(_saturated[number - 1] / count), (float)((double)dead / layer.Units));
    }

    // All units in one sweep where every column is a sample; otherwise unit by unit, so that no other column counts.
    // A flag stands for a unit and a column, and a unit is dead where none of its flags was ever set.
    private long CountSaturated(LayerPlan layer, float parameter, float* preActivation, float* activated, int samples, int columns)
    {
        var alive = _alive[layer.Number - 1];
        var capacity = Columns(layer, _capacity);
        if (samples == capacity)
            return ActivationKernels.CountSaturated(layer.Kind, parameter, preActivation, activated, alive, 1, layer.Units * columns, columns);
        var count = 0L;
        for (var unit = 0L; unit < layer.Units; unit++)
        {
            count += ActivationKernels.CountSaturated(
                layer.Kind, parameter, preActivation + (unit * columns), activated + (unit * columns), alive + (unit * capacity), 1, samples, columns);
        }

        return count;
    }

    // Eight sums in double side by side, added by halves; columns that are no samples count as zero.
    private void AddMoments(LayerPlan layer, float* block, int samples, int columns)
    {
        var sum = Vector512<double>.Zero;
        var squares = Vector512<double>.Zero;
        var last = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(samples - (columns - 16))).AsSingle();
        for (var unit = 0; unit < layer.Units; unit++, block += columns)
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
