using System.Text;

namespace Sweep.Training.Data.Csv;

/// <summary>
/// Cuts CSV bytes (RFC 4180; lines end in LF or CR LF) into records of fields. A record that breaks the quoting rules is
/// reported, where a list for it is given, and skipped. Blank lines are skipped. Of a record with more fields than
/// <see cref="MaxFields"/> that many are given.
/// </summary>
internal ref struct CsvTokenizer(ReadOnlySpan<byte> text, byte separator, ProblemList? problems)
{
    /// <summary>Most fields of a record that are given: one more than a file may have.</summary>
    public const int MaxFields = CsvReader.MaxColumns + 1;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    /// <summary>Reads the next record; false at the end.</summary>
    public bool Next(List<CsvField> fields)
    {
        while (_at < _text.Length)
        {
            fields.Clear();
            if (SkipLineEnd())
                continue;
            if (ReadRecord(fields))
                return true;
        }

        return false;
    }

    /// <summary>The value of a field as text, outer spaces cut off.</summary>
    public readonly string Text(CsvField field)
    {
        var value = Encoding.UTF8.GetString(_text.Slice(field.Start, field.Length));
        return (field.Escaped ? value.Replace("\"\"", "\"", StringComparison.Ordinal) : value).Trim();
    }

    /// <summary>The bytes of a field.</summary>
    public readonly ReadOnlySpan<byte> Bytes(CsvField field) => _text.Slice(field.Start, field.Length);

    /// <summary>Column of a byte, counted in characters from 1.</summary>
    public readonly int Column(CsvField field) => Column(field.LineStart, field.Start);

    private readonly int Column(int lineStart, int at) => Encoding.UTF8.GetCharCount(_text[lineStart..at]) + 1;

    private bool ReadRecord(List<CsvField> fields)
    {
        while (true)
        {
            if (!(_at < _text.Length && _text[_at] == '"' ? ReadQuoted(fields) : ReadPlain(fields)))
            {
                SkipLine();
                return false;
            }

            if (_at >= _text.Length || SkipLineEnd())
                return true;
            _at++;
        }
    }

    private bool ReadPlain(List<CsvField> fields)
    {
        var rest = _text[_at..];
        var length = rest.IndexOfAny(separator, (byte)'\n');
        if (length < 0)
            length = rest.Length;
        var atLineEnd = length == rest.Length || rest[length] == '\n';
        if (atLineEnd && length > 0 && rest[length - 1] == '\r')
            length--;
        var quote = rest[..length].IndexOf((byte)'"');
        if (quote >= 0)
            return Refuse(_at + quote, "a quote inside a field that does not begin with one; put the field in quotes and write the quote twice");
        Add(fields, new(_at, length, false, _line, _lineStart));
        _at += length;
        return true;
    }

    private bool ReadQuoted(List<CsvField> fields)
    {
        var (open, openLine, openLineStart) = (_at, _line, _lineStart);
        var escaped = false;
        _at++;
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c == '\n')
            {
                _line++;
                _lineStart = _at;
            }
            else if (c == '"')
            {
                if (_at < _text.Length && _text[_at] == '"')
                {
                    escaped = true;
                    _at++;
                    continue;
                }

                Add(fields, new(open + 1, _at - open - 2, escaped, openLine, openLineStart));
                return _at >= _text.Length || _text[_at] == separator || IsLineEnd()
                    || Refuse(_at, "text after a closing quote; a quote inside a field is written twice");
            }
        }

        problems?.Add(openLine, Column(openLineStart, open), "a quote that is never closed");
        return false;
    }

    private static void Add(List<CsvField> fields, CsvField field)
    {
        if (fields.Count < MaxFields)
            fields.Add(field);
    }

    private readonly bool Refuse(int at, string message)
    {
        if (problems is { IsOpen: true })
            problems.Add(_line, Column(_lineStart, at), message);
        else
            problems?.AddFurther();
        return false;
    }

    private readonly bool IsLineEnd()
        => _text[_at] == '\n' || (_text[_at] == '\r' && (_at + 1 == _text.Length || _text[_at + 1] == '\n'));

    private bool SkipLineEnd()
    {
        if (_at >= _text.Length || !IsLineEnd())
            return false;
        _at = Math.Min(_text.Length, _at + (_text[_at] == '\r' ? 2 : 1));
        _line++;
        _lineStart = _at;
        return true;
    }

    private void SkipLine()
    {
        var length = _text[_at..].IndexOf((byte)'\n');
        if (length < 0)
        {
            _at = _text.Length;
            return;
        }

        _at += length + 1;
        _line++;
        _lineStart = _at;
    }
}
