using System.Collections;
using System.Globalization;
using System.Text;

namespace Sweep.Silo.Metrics;

/// <summary>Builds the labels of one series: sanitised names, escaped values, each name once.</summary>
internal sealed class LabelText
{
    private readonly List<(string Name, string Source, string Value)> labels = [];
    private readonly int reserved;
    private readonly bool histogram;

    /// <summary>Starts with labels that no other may replace.</summary>
    public LabelText(LabelText? first = null, bool histogram = false)
    {
        if (first is not null) labels.AddRange(first.labels);
        reserved = labels.Count;
        this.histogram = histogram;
    }

    /// <summary>
    /// Adds a label. Names that become one when sanitised share it, their values joined by semicolons in the order of the
    /// names before; a name that belongs to the exporter gets the prefix <c>exported_</c>, Prometheus' own habit.
    /// </summary>
    public LabelText Add(string source, object? value)
    {
        var text = Text(value);
        if (text.Length == 0) return this;
        var name = PrometheusNaming.LabelName(source);
        if ((histogram && name == "le") || labels.Take(reserved).Any(label => label.Name == name)) name = "exported_" + name;
        labels.Add((name, source, text));
        return this;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var same in labels.GroupBy(label => label.Name, StringComparer.Ordinal))
        {
            if (text.Length > 0) text.Append(',');
            text.Append(same.Key).Append("=\"");
            Escape(text, string.Join(';', same.OrderBy(label => label.Source, StringComparer.Ordinal).Select(label => label.Value)), quotes: true);
            text.Append('"');
        }

        return text.ToString();
    }

    /// <summary>Escapes backslash and newline, and quotes where they would end the text.</summary>
    public static void Escape(StringBuilder target, string value, bool quotes)
    {
        foreach (var c in value)
        {
            switch (c)
            {
                case '\\':
                    target.Append(@"\\");
                    break;
                case '\n':
                    target.Append(@"\n");
                    break;
                case '"' when quotes:
                    target.Append("\\\"");
                    break;
                default:
                    target.Append(c);
                    break;
            }
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        IEnumerable many => "[" + string.Join(',', many.Cast<object?>().Select(item => item is string text ? $"\"{text}\"" : Text(item))) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
