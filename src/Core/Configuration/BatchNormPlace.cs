namespace Sweep.Core.Configuration;

/// <summary>Whether and where a convolution is normalised over the batch.</summary>
public enum BatchNormPlace
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Between the convolution and the activation.</summary>
    Before,

    /// <summary>After the activation, before pooling.</summary>
    After,
}
