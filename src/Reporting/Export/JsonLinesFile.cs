using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sweep.Reporting.Export;

/// <summary>
/// Writes one file of JSON Lines: an object a row, with every column. NaN, infinities, empty texts and empty lists are null; whole
/// numbers without sign are strings, since few readers hold 64 bits; lists are arrays.
/// </summary>
internal sealed class JsonLinesFile : RowFile, IRowWriter
{
    // Text is not put into HTML; letters of all languages stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonEncodedText[] _names;
    private readonly ArrayBufferWriter<byte> _bytes = new(1_024);
    private readonly Utf8JsonWriter _json;
    private char[] _line = new char[1_024];
    private int _column;

    public JsonLinesFile(string path, IReadOnlyList<ExportColumn> columns)
        : base(path)
    {
        _names = [.. columns.Select(c => JsonEncodedText.Encode(c.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping))];
        _json = new(_bytes, Options);
    }

    public override IRowWriter Row => this;

    public IRowWriter Add(string? value)
    {
        Name();
        if (string.IsNullOrEmpty(value))
            _json.WriteNullValue();
        else
            _json.WriteStringValue(value);
        return this;
    }

    public IRowWriter AddLevel(string label, double number) => double.IsNaN(number) ? Add(label) : Add(number);

    public IRowWriter Add(long value)
    {
        Name();
        _json.WriteNumberValue(value);
        return this;
    }

    public IRowWriter Add(ulong value) => Add(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public IRowWriter Add(double value)
    {
        Name();
        if (double.IsFinite(value))
            _json.WriteNumberValue(value);
        else
            _json.WriteNullValue();
        return this;
    }

    public IRowWriter Add(float value)
    {
        Name();
        if (float.IsFinite(value))
            _json.WriteNumberValue(value);
        else
            _json.WriteNullValue();
        return this;
    }

    public IRowWriter Add(DateTimeOffset value)
    {
        Name();
        _json.WriteStringValue(value.UtcDateTime);
        return this;
    }

    public IRowWriter Add(IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return Add((string?)null);
        Name();
        _json.WriteStartArray();
        foreach (var value in values)
            _json.WriteStringValue(value);
        _json.WriteEndArray();
        return this;
    }

    public IRowWriter Add(IReadOnlyList<long> values)
    {
        if (values.Count == 0)
            return Add((string?)null);
        Name();
        _json.WriteStartArray();
        for (var i = 0; i < values.Count; i++)
            _json.WriteNumberValue(values[i]);
        _json.WriteEndArray();
        return this;
    }

    public IRowWriter AddEmpty(int count)
    {
        for (var i = 0; i < count; i++)
            Add((string?)null);
        return this;
    }

    public override async Task EndRowAsync(CancellationToken cancellation)
    {
        _json.WriteEndObject();
        _json.Flush();
        if (_line.Length <= _bytes.WrittenCount)
            _line = new char[_bytes.WrittenCount + 1];
        var length = Encoding.UTF8.GetChars(_bytes.WrittenSpan, _line);
        _line[length] = '\n';
        await WriteAsync(_line.AsMemory(0, length + 1), cancellation).ConfigureAwait(false);
        _bytes.ResetWrittenCount();
        _json.Reset(_bytes);
        _column = 0;
    }

    public override async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private void Name()
    {
        if (_column == 0)
            _json.WriteStartObject();
        _json.WritePropertyName(_names[_column++]);
    }
}
