using System.Globalization;

namespace Sweep.Reporting.Export;

/// <summary>Texts as fields of CSV by RFC 4180.</summary>
public static class CsvText
{
    /// <summary>A field: in quotes where it has to be, and harmless to spreadsheets.</summary>
    public static string Field(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var safe = Harmless(value);
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // Spreadsheets run a text that begins like a formula; an apostrophe makes it text. Plain numbers are harmless.
    private static string Harmless(string value)
        => value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r'
            && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? "'" + value
            : value;
}
