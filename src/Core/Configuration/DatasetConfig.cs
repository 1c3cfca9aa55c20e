namespace Sweep.Core.Configuration;

/// <summary>
/// Data and how it is split. In a spec it is a name (<c>digits</c>), or a mapping in which one key is the source
/// (<c>name: digits</c>, <c>csv: my.csv</c>, <c>spirals: {points: 2000}</c>) and the others are these fields and, for a
/// source written with its first field alone, that source's other fields (<c>{csv: my.csv, target: label}</c>).
/// </summary>
public sealed record DatasetConfig
{
    /// <summary>Where samples come from.</summary>
    public DataSource Source { get; init; } = new DataSource.Digits();

    /// <summary>Share of rows for validation.</summary>
    [Field("share of rows for validation, stratified by class", Min = 0, AboveMin = true, Max = 1, BelowMax = true)]
    public double Validation { get; init; } = 0.2;

    /// <summary>Share of rows for the test.</summary>
    [Field("share of rows for the test, stratified by class; an idx folder's own test files stand instead", Min = 0, AboveMin = true, Max = 1, BelowMax = true)]
    public double Test { get; init; } = 0.2;

    /// <summary>Whether features get mean 0 and variance 1, fitted on the training rows.</summary>
    [Field("whether features get mean 0 and variance 1, fitted on the training rows alone")]
    public bool Standardize { get; init; } = true;

    /// <summary>Share of training labels replaced by another class.</summary>
    [Field("share of training labels replaced by another class, drawn evenly", Min = 0, Max = 1)]
    public double LabelNoise { get; init; }

    /// <summary>Greatest number of training rows; 0 for all.</summary>
    [Field("greatest number of training rows, 0 for all", Min = 0, Max = 1e9)]
    public int TrainRows { get; init; }

    /// <summary>Whether each replicate draws its own split and data.</summary>
    [Field("whether each replicate draws its own split (and generated points), or all share one")]
    public bool Resample { get; init; }
}
