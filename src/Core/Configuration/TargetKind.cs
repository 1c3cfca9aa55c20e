namespace Sweep.Core.Configuration;

/// <summary>What the target column of a file holds.</summary>
public enum TargetKind
{
    /// <summary>Decided by its values.</summary>
    Auto,

    /// <summary>A class.</summary>
    Classes,

    /// <summary>A number.</summary>
    Regression,
}
