using System.Text.Json;
using DuckDB.NET.Data;
using Sweep.Core.Specs;
using Sweep.Reporting.Export;

namespace Sweep.Query;

/// <summary>
/// One SELECT over the views of a sweep (<see cref="RecordView"/>). It can read nothing else: DuckDB's access to files and
/// networks is off and locked, and any other statement is refused before it runs.
/// </summary>
public sealed class SqlQuery
{
    /// <summary>The query that lists the views and their columns.</summary>
    public const string Schema =
        "SELECT table_name AS \"view\", column_name AS \"column\", data_type AS \"type\" FROM duckdb_columns() WHERE NOT internal " +
        "ORDER BY list_position(['trials', 'epochs', 'gradients', 'layers'], table_name), column_index";

    private SqlQuery(IReadOnlyList<SqlColumn> columns, IEnumerable<object?[]> rows)
    {
        Columns = columns;
        Rows = rows;
    }

    /// <summary>The result's columns.</summary>
    public IReadOnlyList<SqlColumn> Columns { get; }

    /// <summary>Its rows, which can be read once and are made while they are read; NULL is null.</summary>
    public IEnumerable<object?[]> Rows { get; }

    /// <summary>Runs a query and gives its result to a reader.</summary>
    /// <param name="source">The sweep.</param>
    /// <param name="sql">The query.</param>
    /// <param name="read">Reads the result.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <exception cref="InvalidInputException">It is no single SELECT, names what is not there, or needs too much memory.</exception>
    public static T Run<T>(ExportSource source, string sql, Func<SqlQuery, T> read, CancellationToken cancellation = default)
        => Run(source, sql, read, RecordDatabase.MemoryLimit, cancellation);

    /// <inheritdoc cref="Run{T}(ExportSource, string, Func{SqlQuery, T}, CancellationToken)"/>
    internal static T Run<T>(ExportSource source, string sql, Func<SqlQuery, T> read, string memory, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(sql);
        ArgumentNullException.ThrowIfNull(read);
        using var database = RecordDatabase.Open(source, files: false, cancellation, memory);
        RefuseOthers(database, sql);
        return database.Guard(() =>
        {
            using var command = database.Command(sql);
            using var reader = command.ExecuteReader();
            return read(new(ColumnsOf(reader), RowsOf(reader)));
        });
    }

    // DuckDB's own parser tells a SELECT: it serialises no other statement.
    private static void RefuseOthers(RecordDatabase database, string sql)
    {
        using var parsed = JsonDocument.Parse(database.Scalar("SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", sql));
        var root = parsed.RootElement;
        if (root.GetProperty("error").GetBoolean())
        {
            throw new InvalidInputException(root.GetProperty("error_type").GetString() == "parser"
                ? $"{root.GetProperty("error_message").GetString()}{(root.TryGetProperty("position", out var position) ? $" (at character {position.GetString()} of the query)" : "")}"
                : "the statement is no SELECT; the record can be read and nothing else");
        }

        if (root.GetProperty("statements").GetArrayLength() is var count && count != 1)
            throw new InvalidInputException($"found {count} statements, expected one SELECT");
    }

    private static List<SqlColumn> ColumnsOf(DuckDBDataReader reader)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var columns = new List<SqlColumn>();
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var name = reader.GetName(i);
            for (var n = 1; !taken.Add(name); n++)
                name = $"{reader.GetName(i)}_{n}";
            columns.Add(new(name, reader.GetDataTypeName(i).Contains("TimestampTz", StringComparison.OrdinalIgnoreCase)));
        }

        return columns;
    }

    private static IEnumerable<object?[]> RowsOf(DuckDBDataReader reader)
    {
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            yield return row;
        }
    }
}
