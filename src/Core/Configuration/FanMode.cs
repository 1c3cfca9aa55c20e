namespace Sweep.Core.Configuration;

/// <summary>Which side of a weight matrix sets the scale of He initialisation.</summary>
public enum FanMode
{
    /// <summary>Number of inputs: keeps the variance of activations.</summary>
    FanIn,

    /// <summary>Number of outputs: keeps the variance of gradients.</summary>
    FanOut,
}
