using Sweep.Core.Configuration;
using Sweep.Core.Results;

namespace Sweep.Core.Specs;

/// <summary>What is known of a data source without reading it; null where only its files can tell.</summary>
/// <param name="Task">Classes or numbers.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Features">Number of features.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Images">Whether the features are an image's pixels.</param>
public sealed record DataFacts(TaskKind? Task, int? Classes, int? Features, int? Rows, bool Images)
{
    /// <summary>Rows of pixels and pixels a row of its images.</summary>
    public (int Height, int Width)? Size { get; init; }

    /// <summary>The facts of one source.</summary>
    public static DataFacts Of(DataSource source) => source switch
    {
        DataSource.Digits => new(TaskKind.Classification, 10, 64, 1_797, true) { Size = (8, 8) },
        DataSource.BreastCancer => new(TaskKind.Classification, 2, 30, 569, false),
        DataSource.Wine => new(TaskKind.Classification, 3, 13, 178, false),
        DataSource.Iris => new(TaskKind.Classification, 3, 4, 150, false),
        DataSource.Spirals spirals => new(TaskKind.Classification, spirals.Arms, 2, spirals.Points, false),
        DataSource.Blobs blobs => new(TaskKind.Classification, blobs.Classes, blobs.Features, blobs.Points, false),
        DataSource.Friedman1 friedman => new(TaskKind.Regression, null, friedman.Features, friedman.Points, false),
        DataSource.Generated generated => new(TaskKind.Classification, 2, 2, generated.Points, false),
        DataSource.Csv { Task: TargetKind.Regression } => new(TaskKind.Regression, null, null, null, false),
        DataSource.Csv { Task: TargetKind.Classes } => new(TaskKind.Classification, null, null, null, false),
        DataSource.Csv => new(null, null, null, null, false),
        _ => new(TaskKind.Classification, null, null, null, true),
    };
}
