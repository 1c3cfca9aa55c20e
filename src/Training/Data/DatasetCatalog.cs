using System.Reflection;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;

namespace Sweep.Training.Data;

/// <summary>All data sets that a spec can name.</summary>
public static class DatasetCatalog
{
    private const string Uci = "UCI Machine Learning Repository, CC BY 4.0, as scikit-learn 1.2.1 ships it. ";
    private const string Seeded = "Generated from the sweep's seed.";
    private const string File = "A file of yours.";

    /// <summary>All of them, in the order in which specs' reference lists them.</summary>
    public static IReadOnlyList<DatasetDescription> All { get; } =
    [
        Describe(new DataSource.Digits(), 1_797, 64, 10, Uci + "E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, 1998, doi 10.24432/C50P49 (its test part)"),
        Describe(new DataSource.BreastCancer(), 569, 30, 2, Uci + "W. Wolberg, O. Mangasarian, N. Street, W. Street, Breast Cancer Wisconsin (Diagnostic), 1993, doi 10.24432/C5DW2B"),
        Describe(new DataSource.Wine(), 178, 13, 3, Uci + "S. Aeberhard, M. Forina, Wine, 1992, doi 10.24432/C5PC7J"),
        Describe(new DataSource.Iris(), 150, 4, 3, Uci + "R. A. Fisher, Iris, 1936, doi 10.24432/C56C76 (R's corrected version)"),
        Generated(new DataSource.Moons(), 2, 2),
        Generated(new DataSource.Circles(), 2, 2),
        Generated(new DataSource.Spirals(), 2, new DataSource.Spirals().Arms),
        Generated(new DataSource.Blobs(), new DataSource.Blobs().Features, new DataSource.Blobs().Classes),
        Generated(new DataSource.Xor(), 2, 2),
        Generated(new DataSource.Friedman1(), new DataSource.Friedman1().Features, 1, TaskKind.Regression),
        Describe(new DataSource.Csv(), null, null, null, File, null),
        Describe(new DataSource.Idx(), null, null, null, File),
    ];

    /// <summary>One of them.</summary>
    /// <exception cref="InvalidInputException">There is none of this name; the message lists all.</exception>
    public static DatasetDescription Find(string name)
        => All.FirstOrDefault(d => d.Name == name)
            ?? throw new InvalidInputException($"no data set \"{name}\"; there are {string.Join(", ", All.Select(d => d.Name))}; nearest is \"{NearestName.Of(name, All.Select(d => d.Name))}\"");

    private static DatasetDescription Generated(DataSource.Generated source, int features, int classes, TaskKind task = TaskKind.Classification)
        => Describe(source, source.Points, features, classes, Seeded, task);

    private static DatasetDescription Describe(DataSource source, int? rows, int? features, int? classes, string provenance, TaskKind? task = TaskKind.Classification)
    {
        var option = source.GetType().GetCustomAttribute<OptionAttribute>()!;
        return new(option.Name, option.Summary, source, rows, features, classes, task, provenance);
    }
}
