namespace Sweep.Core.Results;

/// <summary>What a network is asked for.</summary>
public enum TaskKind
{
    /// <summary>A class; the score is accuracy.</summary>
    Classification,

    /// <summary>A number; the score is R².</summary>
    Regression,
}
