using System.Collections;
using System.Globalization;

namespace Sweep.Query;

/// <summary>Values of a result as text.</summary>
public static class SqlValue
{
    /// <summary>The text of a value: shortest numbers, ISO 8601, lists joined by semicolons; empty for NULL and NaN.</summary>
    /// <param name="value">The value.</param>
    /// <param name="utc">Whether a moment without zone is in UTC.</param>
    public static string Text(object? value, bool utc = false) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        double number => Number(number),
        float number => Number(number),
        DateTime moment => moment.ToString(utc ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        IDictionary map => string.Join(';', map.Keys.Cast<object>().Select(k => $"{Text(k)}={Text(map[k], utc)}")),
        Stream bytes => Convert.ToBase64String(Bytes(bytes)),
        IEnumerable list => string.Join(';', list.Cast<object?>().Select(i => Text(i, utc))),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Number(double value)
        => double.IsNaN(value) ? "" : double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf") : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(float value)
        => float.IsNaN(value) ? "" : float.IsInfinity(value) ? (value > 0 ? "inf" : "-inf") : value.ToString("R", CultureInfo.InvariantCulture);

    private static byte[] Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
