using System.Globalization;
using System.Text;

namespace Sweep.Reporting.Export;

/// <summary>
/// Writes one CSV file by RFC 4180, with LF: numbers in the invariant culture and in the shortest form that reads back to
/// the same bits; NaN as an empty field, infinities as <c>inf</c> and <c>-inf</c>.
/// </summary>
internal sealed class CsvFile : IAsyncDisposable
{
    private readonly FileStream? _file;
    private readonly StreamWriter _writer;
    private readonly StringBuilder _row = new(512);
    private bool _begun;

    public CsvFile(string path)
    {
        _file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        _writer = new(_file, Utf8, 1 << 16) { NewLine = "\n" };
    }

    /// <summary>Writes to a stream, which stays open.</summary>
    public CsvFile(Stream stream) => _writer = new(stream, Utf8, 1 << 14, leaveOpen: true) { NewLine = "\n" };

    private static UTF8Encoding Utf8 => new(encoderShouldEmitUTF8Identifier: false);

    public CsvFile Add(string? value)
    {
        Separate();
        var safe = Harmless(value ?? "");
        if (safe.AsSpan().IndexOfAny(",\"\r\n") < 0)
            _row.Append(safe);
        else
            _row.Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        return this;
    }

    public CsvFile Add(long value)
    {
        Separate();
        _row.Append(CultureInfo.InvariantCulture, $"{value}");
        return this;
    }

    public CsvFile Add(ulong value)
    {
        Separate();
        _row.Append(CultureInfo.InvariantCulture, $"{value}");
        return this;
    }

    public CsvFile Add(double value)
    {
        Separate();
        if (double.IsInfinity(value))
            _row.Append(value > 0 ? "inf" : "-inf");
        else if (!double.IsNaN(value))
            _row.Append(value.ToString("R", CultureInfo.InvariantCulture));
        return this;
    }

    public CsvFile Add(float value)
    {
        Separate();
        if (float.IsInfinity(value))
            _row.Append(value > 0 ? "inf" : "-inf");
        else if (!float.IsNaN(value))
            _row.Append(value.ToString("R", CultureInfo.InvariantCulture));
        return this;
    }

    public CsvFile AddEmpty(int count)
    {
        for (var i = 0; i < count; i++)
            Separate();
        return this;
    }

    public async Task EndRowAsync(CancellationToken cancellation)
    {
        _row.Append('\n');
        foreach (var chunk in _row.GetChunks())
            await _writer.WriteAsync(chunk, cancellation).ConfigureAwait(false);
        _row.Clear();
        _begun = false;
    }

    public async Task WriteHeaderAsync(IEnumerable<string> columns, CancellationToken cancellation)
    {
        foreach (var column in columns)
            Add(column);
        await EndRowAsync(cancellation).ConfigureAwait(false);
    }

    public async Task CloseAsync(CancellationToken cancellation)
    {
        await _writer.FlushAsync(cancellation).ConfigureAwait(false);
        _file?.Flush(flushToDisk: true);
        await DisposeAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    // Spreadsheets run a text that begins like a formula; an apostrophe makes it text. Plain numbers are harmless.
    private static string Harmless(string value)
        => value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r'
            && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? "'" + value
            : value;

    private void Separate()
    {
        if (_begun)
            _row.Append(',');
        _begun = true;
    }
}
