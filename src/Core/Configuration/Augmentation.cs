namespace Sweep.Core.Configuration;

/// <summary>Changes to training samples, drawn anew in each epoch. Validation and test data are never changed.</summary>
public sealed record Augmentation
{
    /// <summary>Standard deviation of Gaussian noise added to standardised features.</summary>
    [Field("standard deviation of Gaussian noise added to the standardised features (Bishop 1995)", Min = 0, Max = 100)]
    public double Noise { get; init; }

    /// <summary>Share of features set to their mean (0 after standardisation).</summary>
    [Field("share of features set to zero, without rescaling (Vincent et al. 2008)", Min = 0, Max = 1, BelowMax = true)]
    public double FeatureDropout { get; init; }

    /// <summary>α of mixup's Beta distribution; 0 for none.</summary>
    [Field("alpha of mixup's Beta(alpha, alpha), 0 for none (Zhang et al. 2018)", Min = 0, Max = 100)]
    public double Mixup { get; init; }

    /// <summary>Greatest shift of an image, in pixels.</summary>
    [Field("greatest shift of an image in pixels, both ways (Simard et al. 2003)", Min = 0, Max = 1_000)]
    public int Shift { get; init; }

    /// <summary>Greatest rotation of an image, in degrees.</summary>
    [Field("greatest rotation of an image in degrees, both ways (Simard et al. 2003)", Min = 0, Max = 180)]
    public double Rotate { get; init; }

    /// <summary>Greatest relative change of an image's size.</summary>
    [Field("greatest relative change of an image's size, both ways (Simard et al. 2003)", Min = 0, Max = 1, BelowMax = true)]
    public double Scale { get; init; }

    /// <summary>Side of the square cut out of an image, in pixels.</summary>
    [Field("side of the square cut out of an image in pixels (DeVries and Taylor 2017)", Min = 0, Max = 1_000)]
    public int Cutout { get; init; }
}
