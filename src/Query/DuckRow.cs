using DuckDB.NET.Data.DataChunk.Writer;
using Sweep.Reporting.Export;

namespace Sweep.Query;

/// <summary>Writes a row into DuckDB's columns. What does not exist is NULL; infinities stay.</summary>
internal sealed class DuckRow(IDuckDBDataWriter[] columns, ulong row) : IRowWriter
{
    private int _column;

    public IRowWriter Add(string? value) => string.IsNullOrEmpty(value) ? Null() : Write(value);

    public IRowWriter AddLevel(string label, double number) => double.IsNaN(number) ? Write(label) : Write(number);

    public IRowWriter Add(long value) => Write(value);

    public IRowWriter Add(ulong value) => Write(value);

    public IRowWriter Add(double value) => double.IsNaN(value) ? Null() : Write(value);

    public IRowWriter Add(float value) => float.IsNaN(value) ? Null() : Write(value);

    public IRowWriter Add(DateTimeOffset value) => Write(value);

    public IRowWriter Add(IReadOnlyList<string> values) => values.Count == 0 ? Null() : Write(string.Join(';', values));

    public IRowWriter Add(IReadOnlyList<long> values) => values.Count == 0 ? Null() : Write(string.Join(';', values));

    public IRowWriter AddEmpty(int count)
    {
        for (var i = 0; i < count; i++)
            Null();
        return this;
    }

    private DuckRow Null()
    {
        columns[_column++].WriteNull(row);
        return this;
    }

    private DuckRow Write<T>(T value)
    {
        columns[_column++].WriteValue(value, row);
        return this;
    }
}
