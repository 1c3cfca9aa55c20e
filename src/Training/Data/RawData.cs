using Sweep.Core.Results;

namespace Sweep.Training.Data;

/// <summary>A data set as it was read or generated, before it is split.</summary>
internal sealed record RawData
{
    /// <summary>Name for people, and the place that errors name.</summary>
    public required string Name { get; init; }

    /// <summary>The rows to split.</summary>
    public required RawRows Rows { get; init; }

    /// <summary>Rows that the source itself sets apart for the test; null where it does not.</summary>
    public RawRows? Test { get; init; }

    /// <summary>Names of the classes; empty for regression.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Names of the features, for errors; empty where they have none.</summary>
    public IReadOnlyList<string> FeatureNames { get; init; } = [];

    /// <summary>Shape of the images whose pixels the features are.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>Classes or numbers.</summary>
    public TaskKind Task => ClassNames.Count == 0 ? TaskKind.Regression : TaskKind.Classification;

    /// <summary>Memory that the rows take.</summary>
    public long Bytes => Rows.Bytes + (Test?.Bytes ?? 0);

    /// <summary>A feature as errors name it.</summary>
    public string FeatureName(int feature) => feature < FeatureNames.Count ? $"column \"{FeatureNames[feature]}\"" : $"feature {feature + 1}";
}
