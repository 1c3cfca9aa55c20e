using Sweep.Reporting.Export;

namespace Sweep.Query;

/// <summary>A view of the record that SQL can read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns.</param>
public sealed record RecordView(string Name, IReadOnlyList<ExportColumn> Columns)
{
    /// <summary>Names of all views, in the order in which they are told.</summary>
    public static IReadOnlyList<string> Names { get; } = ["trials", "epochs", "gradients", "layers"];

    /// <summary>The views of a sweep.</summary>
    internal static IReadOnlyList<RecordView> Of(ExportSource source) =>
    [
        new(Names[0], source.TrialColumns),
        new(Names[1], source.EpochColumns),
        new(Names[2], ExportColumns.Gradients),
        new(Names[3], ExportColumns.Gradients),
    ];

    /// <summary>The statement that makes the view from the rows of a table function, in which lists are texts.</summary>
    internal string Statement(string function)
        => $"CREATE VIEW {Name} AS SELECT {string.Join(", ", Columns.Select(c => $"{Expression(c)} AS {Quote(c.Name)}"))} FROM {function}()";

    /// <summary>An identifier in quotes.</summary>
    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Expression(ExportColumn column) => column.Kind switch
    {
        FieldKind.Names => $"string_split({Quote(column.Name)}, ';')",
        FieldKind.Counts => $"string_split({Quote(column.Name)}, ';')::BIGINT[]",
        _ => Quote(column.Name),
    };
}
