namespace Sweep.Core.Configuration;

/// <summary>
/// A stage of convolutions: convolution, batch normalisation where it is before, activation, batch normalisation where it is
/// after, max pooling, dropout of channels. Maps are padded with zeros so that a stride of 1 keeps their size.
/// </summary>
public sealed record ConvStage
{
    /// <summary>Maps that come out.</summary>
    [Field("maps that come out", Min = 1, Max = 4_096)]
    public int Channels { get; init; } = 16;

    /// <summary>Side of the kernel, odd.</summary>
    [Field("side of the kernel, odd; maps are padded with zeros by half of it", Min = 1, Max = 31)]
    public int Kernel { get; init; } = 3;

    /// <summary>Pixels from one place of the kernel to the next.</summary>
    [Field("pixels from one place of the kernel to the next", Min = 1, Max = 100)]
    public int Stride { get; init; } = 1;

    /// <summary>Side of the squares of which max pooling keeps the greatest; 1 for none.</summary>
    [Field("side of the squares of which max pooling keeps the greatest, pixels left over at the edge dropped; 1 for none (Scherer et al. 2010)", Min = 1, Max = 1_000)]
    public int Pool { get; init; } = 1;

    /// <summary>Normalisation of each channel over batch and pixels.</summary>
    [Field("batch normalisation of each channel over samples and pixels, before or after the activation; momentum 0.1, epsilon 1e-5 (Ioffe and Szegedy 2015)")]
    public BatchNormPlace BatchNorm { get; init; } = BatchNormPlace.None;

    /// <summary>Share of channels dropped whole in training, after pooling; the rest is scaled by 1/(1−rate).</summary>
    [Field("share of channels dropped whole in training, after pooling, the rest scaled by 1/(1-rate) (Tompson et al. 2015)", Min = 0, Max = 1, BelowMax = true)]
    public double Dropout { get; init; }

    /// <summary>Its non-linearity; null for the model's.</summary>
    [Field("its non-linearity; null for the model's")]
    public Activation? Activation { get; init; }

    /// <summary>Whether it is a residual block of two convolutions.</summary>
    [Field("whether it is a residual block: two convolutions, the first with the stride, the block's input added before the second's activation; a projection of 1x1 bridges unequal channels or a stride (He et al. 2016)")]
    public bool Residual { get; init; }
}
