using Sweep.Core.Configuration;
using Sweep.Core.Results;

namespace Sweep.Training.Data;

/// <summary>What one data set is, for people.</summary>
/// <param name="Name">Name in a spec.</param>
/// <param name="Summary">What it holds.</param>
/// <param name="Source">The source with its defaults.</param>
/// <param name="Rows">Number of rows, with the source's defaults; null where the files decide.</param>
/// <param name="Features">Number of features; null where the files decide.</param>
/// <param name="Classes">Number of classes, 1 for regression; null where the files decide.</param>
/// <param name="Task">Classes or numbers; null where the files decide.</param>
/// <param name="Provenance">Where it is from, and under which licence.</param>
public sealed record DatasetDescription(
    string Name,
    string Summary,
    DataSource Source,
    int? Rows,
    int? Features,
    int? Classes,
    TaskKind? Task,
    string Provenance);
