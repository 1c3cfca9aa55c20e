using Sweep.Core.Results;

namespace Sweep.Training.Data;

/// <summary>A data set split, standardised and ready to train on. Immutable and shared by all trials that use it.</summary>
public sealed class PreparedData
{
    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Classes or numbers.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>Number of features.</summary>
    public required int Features { get; init; }

    /// <summary>Number of classes; 1 for regression.</summary>
    public required int Classes { get; init; }

    /// <summary>Names of the classes; empty for regression.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Shape of the images whose pixels, row by row, the features are; null for other data.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>Rows to train on.</summary>
    public required SampleSet Train { get; init; }

    /// <summary>Rows to decide on.</summary>
    public required SampleSet Validation { get; init; }

    /// <summary>Rows to report on.</summary>
    public required SampleSet Test { get; init; }

    /// <summary>SHA-256, lower-case hex, over all rows of the three sets.</summary>
    public required string Hash { get; init; }
}
