namespace Sweep.Core.Configuration;

/// <summary>Where a normalisation stands.</summary>
public enum NormPosition
{
    /// <summary>Between the dense map and the activation.</summary>
    Before,

    /// <summary>After the activation.</summary>
    After,
}
