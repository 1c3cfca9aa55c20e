using Sweep.Core.Configuration;

namespace Sweep.Core.Verdicts;

/// <summary>
/// Where the verdicts' lines are drawn: a spec's section <c>verdicts</c>. All are ratios, shares or counts of epochs, so
/// none depends on the unit of the loss, the width or the data. docs/verdicts.md says how the defaults were found.
/// </summary>
public sealed record VerdictThresholds
{
    /// <summary>Epochs in a row that a line must be crossed in before a verdict begins, and again before it ends.</summary>
    [Field("measured epochs in a row beyond its line before a verdict begins, and back over it before it ends; all where fewer were measured", Min = 1, Max = 1e6)]
    public int Persistence { get; init; } = 3;

    /// <summary>Fewest epochs before anything but divergence and explosion is judged.</summary>
    [Field("fewest epochs before anything but diverged and exploding is judged", Min = 1, Max = 1e6)]
    public int MinimumEpochs { get; init; } = 2;

    /// <summary>A verdict by a ratio ends only where the ratio is this many times back over its line.</summary>
    [Field("a verdict by a ratio ends only where the ratio has come back over its line by this factor", Min = 1, Max = 1e6)]
    public double RatioMargin { get; init; } = 2;

    /// <summary>A verdict by a share ends only where the share is this far back over its line.</summary>
    [Field("a verdict by a share ends only where the share has come back over its line by this much", Min = 0, Max = 1)]
    public double ShareMargin { get; init; } = 0.1;

    /// <summary>Vanishing: first layer's gradient norm over the last layer's is at most this.</summary>
    [Field("vanishing: the first layer's gradient norm is at most this share of the last layer's", Min = 0, AboveMin = true, Max = 1)]
    public double VanishingRatio { get; init; } = 3e-4;

    /// <summary>Vanishing: least R² of the line through log norm over depth, so that one odd layer is not called decay.</summary>
    [Field("vanishing: and the line through log norm over depth has at least this R squared", Min = 0, Max = 1)]
    public double DecayFit { get; init; } = 0.6;

    /// <summary>Vanishing without such a line: the first layer's update ratio is at most this, half a step of float32, so weights no longer move.</summary>
    [Field("vanishing without that line: the first layer's update is at most this share of its weights (6e-8: float32 no longer moves)", Min = 0, Max = 1)]
    public double FrozenUpdateRatio { get; init; } = 6e-8;

    /// <summary>Exploding: first layer's gradient norm over the last layer's is at least this.</summary>
    [Field("exploding: the first layer's gradient norm is at least this many times the last layer's", Min = 1, Max = 1e30)]
    public double ExplodingRatio { get; init; } = 1e3;

    /// <summary>Exploding: greatest norm within an epoch over the median of the epochs before is at least this.</summary>
    [Field("exploding: a step's gradient norm is at least this many times its layer's median of the epochs before", Min = 1, Max = 1e30)]
    public double SpikeRatio { get; init; } = 1e3;

    /// <summary>… and the training loss of that epoch or the next is above the least before by at least this share.</summary>
    [Field("exploding: ... and the training loss of its epoch or the next is above the least before by at least this share of it", Min = 0, Max = 1e30)]
    public double SpikeRise { get; init; } = 0.1;

    /// <summary>Exploding: an epoch's training loss is at least this many times the loss of guessing; for a squared error this many times squared.</summary>
    [Field("exploding: an epoch's training loss is at least this many times that of guessing (for squared errors, the root of the ratio)", Min = 1, Max = 1e30)]
    public double ExplosiveLoss { get; init; } = 100;

    /// <summary>Exploding: clipping bit in at least this share of steps …</summary>
    [Field("exploding: clipping bit in at least this share of an epoch's steps", Min = 0, Max = 1)]
    public double HeavyClipRate { get; init; } = 0.5;

    /// <summary>… and left at most this share of the norm.</summary>
    [Field("exploding: and left at most this share of the norm", Min = 0, Max = 1)]
    public double HeavyClipFactor { get; init; } = 1e-2;

    /// <summary>Dead: share of dead units in a layer is above this.</summary>
    [Field("dead: share of a layer's units without a derivative for any sample is at least this", Min = 0, AboveMin = true, Max = 1)]
    public double DeadShare { get; init; } = 0.6;

    /// <summary>Saturated: share of saturated activations in a layer is above this.</summary>
    [Field("saturated: share of a layer's activations with under 1 % of the greatest derivative is at least this", Min = 0, AboveMin = true, Max = 1)]
    public double SaturatedShare { get; init; } = 0.65;

    /// <summary>The same for rectifiers, whose derivative is zero for about half of all inputs by design.</summary>
    [Field("saturated: that share for relu and its leaky kin, which are flat for half of all inputs by design", Min = 0, AboveMin = true, Max = 1)]
    public double RectifierSaturatedShare { get; init; } = 0.95;

    /// <summary>Exploding or overfitting, by which way the training loss went: validation loss ends at least this many times that of guessing; above 1, for a network held at zero comes back to guessing and no further …</summary>
    [Field("exploding where training loss rose too, else overfitting: validation loss ends at least this many times that of guessing, or not yet back from there", Min = 1, Max = 1e30)]
    public double LostLoss { get; init; } = 1.02;

    /// <summary>… after it had been at most this many times that; it is back once it is that low again.</summary>
    [Field("and had been at most this many times that before; it is back where it is that low again", Min = 0, AboveMin = true, Max = 1, BelowMax = true)]
    public double LearntLoss { get; init; } = 0.75;

    /// <summary>Overfitting: validation loss is above its minimum by at least this share of the minimum …</summary>
    [Field("overfitting: validation loss is above its least by at least this share of it, while training loss fell on", Min = 0, AboveMin = true, Max = 1e6)]
    public double OverfittingRise { get; init; } = 0.2;

    /// <summary>… and by at least this share of the loss of guessing, so that noise around zero does not count.</summary>
    [Field("overfitting: and by at least this share of the loss of guessing", Min = 0, Max = 1)]
    public double OverfittingFloor { get; init; } = 0.05;

    /// <summary>Underfitting: the training score has come at most this share of the way from chance to perfect.</summary>
    [Field("underfitting: the training score came at most this share of the way from chance to perfect, and loss no longer falls", Min = 0, Max = 1)]
    public double UnderfittingGain { get; init; } = 0.15;

    /// <summary>Underfitting where chance level is unknown: training loss fell by at most this share of the first epoch's, and the score is within <see cref="UnderfittingGain"/> of two classes' chance.</summary>
    [Field("underfitting where the number of classes is unknown: training loss also fell by at most this share", Min = 0, Max = 1)]
    public double UnderfittingLossFall { get; init; } = 0.10;

    /// <summary>Slow: the last third of the training brought at least this share of the whole fall of the training loss …</summary>
    [Field("slow: the last third of the epochs brought at least this share of the whole fall of the training loss", Min = 0, AboveMin = true, Max = 1)]
    public double SlowShare { get; init; } = 0.02;

    /// <summary>… in a line whose R² is at least this, so that noise is no trend.</summary>
    [Field("slow: and the line through the training loss of that third has at least this R squared", Min = 0, Max = 1)]
    public double SlowFit { get; init; } = 0.8;
}
