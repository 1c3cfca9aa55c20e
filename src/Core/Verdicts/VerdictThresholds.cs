namespace Sweep.Core.Verdicts;

/// <summary>
/// Where the verdicts' lines are drawn. All are ratios or shares, so none depends on the loss, the width or the data.
/// </summary>
public sealed record VerdictThresholds
{
    /// <summary>Last epochs judged; a rule must hold in more than half of those in which it was measured.</summary>
    public int Window { get; init; } = 5;

    /// <summary>Fewest epochs before anything but divergence and explosion is judged.</summary>
    public int MinimumEpochs { get; init; } = 2;

    /// <summary>Vanishing: first layer's gradient norm over the last layer's is at most this.</summary>
    public double VanishingRatio { get; init; } = 1e-3;

    /// <summary>Vanishing: least R² of the line through log norm over depth, so that one odd layer is not called decay.</summary>
    public double DecayFit { get; init; } = 0.6;

    /// <summary>Vanishing without such a line: the first layer's update ratio is at most this, half a step of float32, so weights no longer move.</summary>
    public double FrozenUpdateRatio { get; init; } = 6e-8;

    /// <summary>Exploding: first layer's gradient norm over the last layer's is at least this.</summary>
    public double ExplodingRatio { get; init; } = 1e3;

    /// <summary>Exploding: greatest norm within an epoch over the layer's median epoch mean is at least this.</summary>
    public double SpikeRatio { get; init; } = 1e3;

    /// <summary>Exploding: clipping bit in at least this share of steps …</summary>
    public double HeavyClipRate { get; init; } = 0.5;

    /// <summary>… and left at most this share of the norm.</summary>
    public double HeavyClipFactor { get; init; } = 1e-2;

    /// <summary>Dead: share of dead units in a layer is above this.</summary>
    public double DeadShare { get; init; } = 0.5;

    /// <summary>Saturated: share of saturated activations in a layer is above this.</summary>
    public double SaturatedShare { get; init; } = 0.5;

    /// <summary>The same for rectifiers, whose derivative is zero for about half of all inputs by design.</summary>
    public double RectifierSaturatedShare { get; init; } = 0.95;

    /// <summary>Overfitting: validation loss is above its minimum by at least this share of the minimum …</summary>
    public double OverfittingRise { get; init; } = 0.10;

    /// <summary>… and by at least this share of the first epoch's validation loss, so that noise around zero does not count.</summary>
    public double OverfittingFloor { get; init; } = 0.01;

    /// <summary>Underfitting: the training score has come at most this share of the way from chance to perfect.</summary>
    public double UnderfittingGain { get; init; } = 0.10;

    /// <summary>Underfitting where chance level is unknown: training loss fell by at most this share of the first epoch's, and the score is within <see cref="UnderfittingGain"/> of two classes' chance.</summary>
    public double UnderfittingLossFall { get; init; } = 0.10;
}
