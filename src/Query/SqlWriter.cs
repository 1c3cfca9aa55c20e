using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sweep.Reporting.Export;

namespace Sweep.Query;

/// <summary>Writes a query's result while it is made, row by row.</summary>
public static class SqlWriter
{
    private const int FlushAt = 1 << 16;

    /// <summary>As CSV with a header, as exports write it. Returns the number of rows.</summary>
    public static long WriteCsv(SqlQuery query, Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(stream);
        using var csv = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), FlushAt, leaveOpen: true) { NewLine = "\n" };
        csv.WriteLine(string.Join(',', query.Columns.Select(c => CsvText.Field(c.Name))));
        var rows = 0L;
        foreach (var row in query.Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            csv.WriteLine(string.Join(',', row.Select((value, i) => CsvText.Field(SqlValue.Text(value, query.Columns[i].Utc)))));
            rows++;
        }

        return rows;
    }

    /// <summary>As a JSON array with an object a row. NaN and infinities are null, whole numbers without sign are strings. Returns the number of rows.</summary>
    public static long WriteJson(SqlQuery query, Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(stream);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var rows = 0L;
        json.WriteStartArray();
        foreach (var row in query.Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                json.WritePropertyName(query.Columns[i].Name);
                WriteValue(json, row[i], query.Columns[i].Utc);
            }

            json.WriteEndObject();
            rows++;
            if (json.BytesPending > FlushAt)
                json.Flush();
        }

        json.WriteEndArray();
        json.Flush();
        stream.Write("\n"u8);
        return rows;
    }

    private static void WriteValue(Utf8JsonWriter json, object? value, bool utc)
    {
        switch (value)
        {
            case null:
            case double number when !double.IsFinite(number):
            case float single when !float.IsFinite(single):
                json.WriteNullValue();
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case float number:
                json.WriteNumberValue(number);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case sbyte or short or int or long or byte or ushort or uint:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case BigInteger number:
                json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case IDictionary map:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    json.WritePropertyName(SqlValue.Text(entry.Key));
                    WriteValue(json, entry.Value, utc);
                }

                json.WriteEndObject();
                break;
            case IEnumerable list and not string:
                json.WriteStartArray();
                foreach (var item in list)
                    WriteValue(json, item, utc);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(SqlValue.Text(value, utc));
                break;
        }
    }
}
