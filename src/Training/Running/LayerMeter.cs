using Sweep.Core.Results;

namespace Sweep.Training.Running;

/// <summary>Gathers what is measured in one layer over one epoch.</summary>
/// <param name="layer">Layer, from 1.</param>
internal sealed class LayerMeter(int layer)
{
    /// <summary>Bins of the histogram: floor(log2|g|) from −64 to 15.</summary>
    public const int Bins = 80;

    private double _least = double.PositiveInfinity;
    private double _greatest;
    private double _sum;
    private long _measured;
    private long _clipped;
    private double _factors;

    /// <summary>NaN gradient elements met.</summary>
    public long NanCount { get; set; }

    /// <summary>Infinite gradient elements met.</summary>
    public long InfCount { get; set; }

    /// <summary>Counts of gradient magnitudes; null where not asked for.</summary>
    public long[]? Histogram { get; init; }

    /// <summary>L2 norm of the weights at the epoch's end.</summary>
    public float WeightNorm { get; set; } = float.NaN;

    /// <summary>L2 norm of the weights' change in the epoch's last step over their norm.</summary>
    public float UpdateRatio { get; set; } = float.NaN;

    /// <summary>What was measured on the validation set.</summary>
    public ActivationSummary Activations { get; set; } = ActivationSummary.None;

    /// <summary>Spectral norm of the layer's Jacobian factor.</summary>
    public float JacobianNorm { get; set; } = float.NaN;

    /// <summary>Product of the factors from this layer to the output.</summary>
    public float JacobianBound { get; set; } = float.NaN;

    /// <summary>Notes one step's gradient norm and what clipping did to it (1 where nothing).</summary>
    public void Note(double norm, double clipFactor)
    {
        // A norm that is not finite is counted by its elements, not averaged.
        if (double.IsFinite(norm))
        {
            _least = Math.Min(_least, norm);
            _greatest = Math.Max(_greatest, norm);
            _sum += norm;
        }

        _measured++;
        if (clipFactor == 1)
            return;
        _clipped++;
        _factors += clipFactor;
    }

    /// <summary>Begins a new epoch.</summary>
    public void Reset()
    {
        _least = double.PositiveInfinity;
        _greatest = _sum = _factors = 0;
        _measured = _clipped = 0;
        NanCount = InfCount = 0;
        WeightNorm = UpdateRatio = JacobianNorm = JacobianBound = float.NaN;
        Activations = ActivationSummary.None;
        if (Histogram is not null)
            Array.Clear(Histogram);
    }

    /// <summary>The epoch's report.</summary>
    public LayerReport Report()
    {
        var any = _least <= _greatest;
        return new LayerReport
        {
            Layer = layer,
            GradientNormMin = any ? (float)_least : float.NaN,
            GradientNormMean = any ? (float)(_sum / _measured) : float.NaN,
            GradientNormMax = any ? (float)_greatest : float.NaN,
            NanCount = NanCount,
            InfCount = InfCount,
            WeightNorm = WeightNorm,
            UpdateRatio = UpdateRatio,
            ActivationMean = Activations.Mean,
            ActivationStd = Activations.Deviation,
            SaturatedShare = Activations.SaturatedShare,
            DeadShare = Activations.DeadShare,
            ClipRate = _measured > 0 ? (float)((double)_clipped / _measured) : float.NaN,
            ClipFactor = _clipped > 0 ? (float)(_factors / _clipped) : float.NaN,
            JacobianNorm = JacobianNorm,
            JacobianBound = JacobianBound,
            Histogram = Histogram is null ? [] : [.. Histogram],
        };
    }
}
