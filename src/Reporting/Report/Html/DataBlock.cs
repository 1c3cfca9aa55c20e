using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sweep.Reporting.Report.Html;

/// <summary>JSON for the page's script, column by column, numbers rounded so that ten thousand trials stay small.</summary>
internal sealed class DataBlock
{
    private readonly StringBuilder _json = new("{");

    /// <summary>A list of numbers with so many significant digits; what is not finite becomes null.</summary>
    public DataBlock Numbers(string name, IEnumerable<double> values, int digits) => List(name, values.Select(v => Number(v, digits)));

    /// <summary>A list of whole numbers.</summary>
    public DataBlock Whole(string name, IEnumerable<long> values) => List(name, values.Select(v => v.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A list of texts.</summary>
    public DataBlock Texts(string name, IEnumerable<string> values) => List(name, values.Select(Text));

    /// <summary>A list of lists of whole numbers.</summary>
    public DataBlock Lists(string name, IEnumerable<IEnumerable<int>> values) => List(name, values.Select(l => "[" + string.Join(',', l.Select(v => v.ToString(CultureInfo.InvariantCulture))) + "]"));

    /// <summary>A list of what is JSON already.</summary>
    public DataBlock List(string name, IEnumerable<string> json)
    {
        Name(name).Append('[').AppendJoin(',', json).Append(']');
        return this;
    }

    /// <summary>What is JSON already.</summary>
    public DataBlock Add(string name, string json)
    {
        Name(name).Append(json);
        return this;
    }

    /// <summary>The whole object, safe inside a script element.</summary>
    public override string ToString() => _json + "}";

    /// <summary>Text as JSON; angle brackets and ampersands are escaped, so no element can end in it.</summary>
    public static string Text(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";

    /// <summary>A number with so many significant digits; null where it is not finite.</summary>
    public static string Number(double value, int digits)
        => double.IsFinite(value) ? value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace("E-0", "e-", StringComparison.Ordinal).Replace('E', 'e') : "null";

    private StringBuilder Name(string name)
    {
        if (_json.Length > 1)
            _json.Append(',');
        return _json.Append(Text(name)).Append(':');
    }
}
