using Sweep.Reporting.Export;

namespace Sweep.Reporting.Plots;

/// <summary>The whole data of a chart, before any thinning, as a table.</summary>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Cells: text, <see cref="double"/>, <see cref="long"/>, <see cref="int"/>, or null where there is nothing.</param>
public sealed record ChartTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>Writes the table as CSV, by the rules of every export: a header, LF, NaN as an empty field. The stream stays open.</summary>
    /// <exception cref="InvalidOperationException">A row has another number of cells than there are columns, or a cell is of another type.</exception>
    public async Task WriteCsvAsync(Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var file = new CsvFile(stream);
        await using var owned = file.ConfigureAwait(false);
        await file.WriteHeaderAsync(Columns, cancellation).ConfigureAwait(false);
        foreach (var row in Rows)
        {
            if (row.Count != Columns.Count)
                throw new InvalidOperationException($"A row of {row.Count} cells in a table of {Columns.Count} columns.");
            foreach (var cell in row)
                Add(file, cell);
            await file.EndRowAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static void Add(CsvFile file, object? cell)
    {
        switch (cell)
        {
            case null:
                file.AddEmpty(1);
                break;
            case double number:
                file.Add(number);
                break;
            case long number:
                file.Add(number);
                break;
            case int number:
                file.Add((long)number);
                break;
            case string text:
                file.Add(text);
                break;
            default:
                throw new InvalidOperationException($"A table's cell is text or a number, not {cell.GetType().Name}.");
        }
    }
}
