using Sweep.Core.Configuration;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;

namespace Sweep.Training.Network;

/// <summary>Running means and variances of batch normalisations, which stand in for a batch's own in inference.</summary>
internal sealed unsafe class RunningStatistics
{
    private readonly long[] _offsets;

    /// <summary>Takes their memory.</summary>
    public RunningStatistics(NetworkPlan plan, Arena arena)
        : this(plan) => Values = arena.Floats(Floats);

    /// <summary>Lays them out in memory that is there.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="allocate">Memory of so many floats.</param>
    public RunningStatistics(NetworkPlan plan, Func<long, nint> allocate)
        : this(plan) => Values = (float*)allocate(Floats);

    private RunningStatistics(NetworkPlan plan)
    {
        _offsets = new long[plan.Layers.Length];
        for (var i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] = Floats;
            if (plan.Layers[i].Normalization is Normalisation.BatchNorm)
                Floats += 2L * NetworkPlan.Pad(plan.Layers[i].Units);
        }

        Plan = plan;
    }

    /// <summary>Floats of all.</summary>
    public long Floats { get; }

    /// <summary>All of them.</summary>
    public float* Values { get; }

    private NetworkPlan Plan { get; }

    /// <summary>Means of layer <paramref name="number"/>, from 1.</summary>
    public float* Means(int number) => Values + _offsets[number - 1];

    /// <summary>Variances of layer <paramref name="number"/>, from 1.</summary>
    public float* Variances(int number) => Means(number) + NetworkPlan.Pad(Plan.Layers[number - 1].Units);

    /// <summary>Mean 0 and variance 1, as before the first batch.</summary>
    public void Reset()
    {
        new Span<float>(Values, (int)Floats).Clear();
        foreach (var layer in Plan.Layers.Where(layer => layer.Normalization is Normalisation.BatchNorm))
            new Span<float>(Variances(layer.Number), layer.Units).Fill(1);
    }
}
