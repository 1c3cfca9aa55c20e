namespace Sweep.Core.Randomness;

/// <summary>
/// What random numbers are for. Each use has its own stream, so that switching one on or off never changes another.
/// The numbers are part of every result: never change or reuse one.
/// </summary>
public enum RandomUse : uint
{
    /// <summary>Points of a generated data set.</summary>
    Data = 1,

    /// <summary>Split into train, validation and test.</summary>
    Split = 2,

    /// <summary>Training labels replaced.</summary>
    LabelNoise = 3,

    /// <summary>Weights at the start; sub-stream: layer.</summary>
    Weights = 4,

    /// <summary>Biases at the start; sub-stream: layer.</summary>
    Biases = 5,

    /// <summary>Order of samples; step: epoch.</summary>
    Shuffle = 6,

    /// <summary>Dropout masks; sub-stream: layer (0 is the input), step: step.</summary>
    Dropout = 7,

    /// <summary>Gaussian noise on features.</summary>
    Noise = 8,

    /// <summary>Features dropped.</summary>
    FeatureDropout = 9,

    /// <summary>Mixup's partners and weights.</summary>
    Mixup = 10,

    /// <summary>Shift, rotation, scaling and cut-out of images.</summary>
    Image = 11,

    /// <summary>Start vectors of power iterations.</summary>
    PowerIteration = 12,

    /// <summary>Points of sampled designs.</summary>
    Design = 32,

    /// <summary>Resamples of a bootstrap.</summary>
    Bootstrap = 33,
}
