namespace Sweep.Core.Statistics;

/// <summary>How means that stand for all other levels alike are estimated.</summary>
public enum EstimationMethod
{
    /// <summary>No trial has a value.</summary>
    None,

    /// <summary>Every combination has a value in every replicate, so plain means are exact.</summary>
    CellMeans,

    /// <summary>Least squares with replicates, main effects and all two-way interactions.</summary>
    LeastSquaresWithPairs,

    /// <summary>Least squares with replicates and main effects: some pair of levels has no value, or there are too many pairs.</summary>
    LeastSquares,
}
