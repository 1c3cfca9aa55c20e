using Spectre.Console;

namespace Sweep.Reporting.Terminal;

/// <summary>The one look of all tables.</summary>
internal static class TableStyle
{
    public static Table New(IAnsiConsole console, params (string Name, bool Right)[] columns)
    {
        var table = new Table { Border = console.Profile.Capabilities.Unicode ? TableBorder.Simple : TableBorder.Ascii2 };
        foreach (var (name, right) in columns)
        {
            var column = new TableColumn(Markup.Escape(name)) { Padding = new Padding(0, 0, 1, 0) };
            if (right)
                column.RightAligned().NoWrap();
            table.AddColumn(column);
        }

        return table;
    }

    // Labels come from specs and may hold brackets, which Spectre would take for markup.
    public static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(Markup.Escape).ToArray());

    public static void Heading(IAnsiConsole console, string text) => console.Write(new Text(text + "\n", new Style(decoration: Decoration.Bold)));

    public static void Line(IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));
}
