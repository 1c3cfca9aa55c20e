using System.Globalization;
using System.Text;

namespace Sweep.Reporting.Export;

/// <summary>
/// Writes one CSV file by RFC 4180, with LF: numbers in the invariant culture and in the shortest form that reads back to
/// the same bits; NaN as an empty field, infinities as <c>inf</c> and <c>-inf</c>; lists joined by semicolons.
/// </summary>
internal sealed class CsvFile : RowFile, IRowWriter
{
    private readonly StringBuilder _row = new(512);
    private bool _begun;

    public CsvFile(string path)
        : base(path)
    {
    }

    /// <summary>Writes to a stream, which stays open.</summary>
    public CsvFile(Stream stream)
        : base(stream)
    {
    }

    public override IRowWriter Row => this;

    public IRowWriter Add(string? value)
    {
        Separate();
        _row.Append(CsvText.Field(value ?? ""));
        return this;
    }

    public IRowWriter AddLevel(string label, double number) => Add(label);

    public IRowWriter Add(long value)
    {
        Separate();
        _row.Append(CultureInfo.InvariantCulture, $"{value}");
        return this;
    }

    public IRowWriter Add(ulong value)
    {
        Separate();
        _row.Append(CultureInfo.InvariantCulture, $"{value}");
        return this;
    }

    public IRowWriter Add(double value)
    {
        Separate();
        if (double.IsInfinity(value))
            _row.Append(value > 0 ? "inf" : "-inf");
        else if (!double.IsNaN(value))
            _row.Append(value.ToString("R", CultureInfo.InvariantCulture));
        return this;
    }

    public IRowWriter Add(float value)
    {
        Separate();
        if (float.IsInfinity(value))
            _row.Append(value > 0 ? "inf" : "-inf");
        else if (!float.IsNaN(value))
            _row.Append(value.ToString("R", CultureInfo.InvariantCulture));
        return this;
    }

    public IRowWriter Add(DateTimeOffset value)
    {
        Separate();
        _row.Append(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        return this;
    }

    public IRowWriter Add(IReadOnlyList<string> values) => Add(string.Join(';', values));

    public IRowWriter Add(IReadOnlyList<long> values)
    {
        Separate();
        _row.AppendJoin(';', values);
        return this;
    }

    public IRowWriter AddEmpty(int count)
    {
        for (var i = 0; i < count; i++)
            Separate();
        return this;
    }

    public override async Task EndRowAsync(CancellationToken cancellation)
    {
        _row.Append('\n');
        foreach (var chunk in _row.GetChunks())
            await WriteAsync(chunk, cancellation).ConfigureAwait(false);
        _row.Clear();
        _begun = false;
    }

    public Task WriteHeaderAsync(IEnumerable<ExportColumn> columns, CancellationToken cancellation)
        => WriteHeaderAsync(columns.Select(c => c.Name), cancellation);

    public async Task WriteHeaderAsync(IEnumerable<string> names, CancellationToken cancellation)
    {
        foreach (var name in names)
            Add(name);
        await EndRowAsync(cancellation).ConfigureAwait(false);
    }

    private void Separate()
    {
        if (_begun)
            _row.Append(',');
        _begun = true;
    }
}
