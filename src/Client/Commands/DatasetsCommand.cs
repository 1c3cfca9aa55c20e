using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Sweep.Client.Output;
using Sweep.Training.Data;

namespace Sweep.Client.Commands;

/// <summary><c>sweep datasets</c>: lists the data sets that a spec can name.</summary>
internal static class DatasetsCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "One data set.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonOptions.Json();
        return CommandFactory.Make(
                "datasets",
                "List the data sets that a spec can name, with their size, origin and licence.",
                "sweep datasets",
                "sweep datasets digits --json")
            .With(name, json)
            .Does((parsed, terminal, _) =>
            {
                var sets = parsed.GetValue(name) is { } one ? [DatasetCatalog.Find(one)] : DatasetCatalog.All;
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(JsonSerializer.Serialize([.. sets.Select(DatasetJson.Of)], ClientJson.Default.IReadOnlyListDatasetJson));
                else if (parsed.GetValue(name) is null)
                    terminal.Out.Write(List(sets));
                else
                    terminal.Out.Write(One(sets[0]));
                return Task.FromResult(ExitCodes.Done);
            });
    }

    private static Table List(IReadOnlyList<DatasetDescription> sets)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("name");
        table.AddColumn("rows", column => column.RightAligned());
        table.AddColumn("features", column => column.RightAligned());
        table.AddColumn("classes", column => column.RightAligned());
        table.AddColumn("what it holds");
        foreach (var set in sets)
            table.AddRow(new Text(set.Name), Count(set.Rows), Count(set.Features), Count(set.Classes), new Text(set.Summary));
        return table;
    }

    private static Grid One(DatasetDescription set)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        grid.AddRow(new Text("name"), new Text(set.Name));
        grid.AddRow(new Text("holds"), new Text(set.Summary));
        grid.AddRow(new Text("rows"), Count(set.Rows));
        grid.AddRow(new Text("features"), Count(set.Features));
        grid.AddRow(new Text("classes"), Count(set.Classes));
        grid.AddRow(new Text("from"), new Text(set.Provenance));
        return grid;
    }

    private static Text Count(int? value) => new(value?.ToString("N0", CultureInfo.InvariantCulture) ?? "by file");
}
