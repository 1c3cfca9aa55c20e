using System.Collections.Immutable;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;

namespace Sweep.Grains.Telemetry;

/// <summary>Adds up gradient norms by the relative depth of their layer. Its size is fixed. Not thread-safe.</summary>
public sealed class GradientSums
{
    private static readonly ImmutableArray<string> Depths = [.. LayerDepth.All];

    private readonly long[] _count = new long[Depths.Length];
    private readonly double[] _sumLog10 = new double[Depths.Length];
    private readonly long[] _nonFinite = new long[Depths.Length];

    /// <summary>Epochs added.</summary>
    public long Epochs { get; private set; }

    /// <summary>Adds one epoch.</summary>
    public void Add(EpochReport epoch)
    {
        Epochs++;
        foreach (var layer in epoch.Layers)
        {
            var depth = Depths.IndexOf(LayerDepth.Of(layer.Layer, epoch.Layers.Count));
            _nonFinite[depth] += layer.NanCount + layer.InfCount;
            if (layer.GradientNormMean > 0 && float.IsFinite(layer.GradientNormMean))
            {
                _count[depth]++;
                _sumLog10[depth] += Math.Log10(layer.GradientNormMean);
            }
        }
    }

    /// <summary>Adds what another has added up.</summary>
    public void Add(GradientSums other)
    {
        Epochs += other.Epochs;
        for (var i = 0; i < Depths.Length; i++)
        {
            _count[i] += other._count[i];
            _sumLog10[i] += other._sumLog10[i];
            _nonFinite[i] += other._nonFinite[i];
        }
    }

    /// <summary>The sums so far, first layers first.</summary>
    public ImmutableArray<GradientTotals> Build()
        => [.. Depths.Select((name, i) => new GradientTotals(name, _count[i], _sumLog10[i], _nonFinite[i]))];

    /// <summary>The sum of such totals.</summary>
    public static ImmutableArray<GradientTotals> Sum(IReadOnlyCollection<ImmutableArray<GradientTotals>> parts)
        => [.. Depths.Select((name, i) => new GradientTotals(name, parts.Sum(p => p[i].Count), parts.Sum(p => p[i].SumLog10), parts.Sum(p => p[i].NonFinite)))];
}
