namespace Sweep.Core.Verdicts;

/// <summary>What the probes say about one training. A trial can have several, but healthy stands alone.</summary>
public enum Verdict
{
    /// <summary>None of the others.</summary>
    Healthy,

    /// <summary>Gradients shrink on their way back to the first layer.</summary>
    Vanishing,

    /// <summary>Gradients grow on their way back, or in spikes, or steps so great that what had been learnt was lost.</summary>
    Exploding,

    /// <summary>Most units of a layer have no derivative for any sample.</summary>
    Dead,

    /// <summary>Most activations of a layer lie where the derivative is near zero.</summary>
    Saturated,

    /// <summary>NaN, Inf or an explosion ended the training.</summary>
    Diverged,

    /// <summary>Validation loss rose while training loss did not.</summary>
    Overfitting,

    /// <summary>The training set itself was hardly learnt, and more of the same will not help.</summary>
    Underfitting,

    /// <summary>The training was still learning when its budget ended.</summary>
    Slow,
}
