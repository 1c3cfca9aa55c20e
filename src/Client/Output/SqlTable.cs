using System.Globalization;
using Spectre.Console;
using Sweep.Query;

namespace Sweep.Client.Output;

/// <summary>Draws a query's result as a table.</summary>
internal static class SqlTable
{
    /// <summary>Draws the first rows, numbers to six digits, and says on stderr where there are more. Returns the number of rows drawn.</summary>
    public static long Write(Terminal terminal, SqlQuery query, int most)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in query.Columns)
            table.AddColumn(new TableColumn(Markup.Escape(column.Name)));
        var rows = 0;
        var more = false;
        foreach (var row in query.Rows)
        {
            if (rows == most)
            {
                more = true;
                break;
            }

            for (var i = 0; i < row.Length; i++)
                table.Columns[i].Alignment = row[i] is sbyte or short or int or long or byte or ushort or uint or ulong or float or double or decimal or System.Numerics.BigInteger ? Justify.Right : table.Columns[i].Alignment;
            table.AddRow([.. row.Select((value, i) => new Text(Cell(value, query.Columns[i].Utc)))]);
            rows++;
        }

        terminal.Out.Write(table);
        if (more)
            terminal.Complain(string.Create(CultureInfo.InvariantCulture, $"these are the first {rows} rows; --rows N shows more, --csv and --json give all"));
        return rows;
    }

    // What the terminal could take for an escape sequence is shown as a question mark.
    private static string Cell(object? value, bool utc)
        => value is float or double && double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture))
            ? Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("G6", CultureInfo.InvariantCulture)
            : new([.. SqlValue.Text(value, utc).Select(c => char.IsControl(c) ? '?' : c)]);
}
