using System.Globalization;
using System.Text;
using Sweep.Core.Configuration;

namespace Sweep.Core.Specs.Binding;

/// <summary>Values as canonical YAML in flow style: every default filled in, fields in their order, shortest numbers.</summary>
internal static class ValueText
{
    /// <summary>The text of one value; the binder reads it back as an equal value.</summary>
    public static string Of(object? value, ValueShape shape) => value is null ? "null" : shape.Kind switch
    {
        ValueKind.Number => NumberText.Of((double)value),
        ValueKind.Whole => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        ValueKind.BatchSize => (BatchSize)value is { IsFull: false } size ? size.Samples.ToString(CultureInfo.InvariantCulture) : "full",
        ValueKind.Duration => DurationText.Of((TimeSpan)value),
        ValueKind.Truth => (bool)value ? "true" : "false",
        ValueKind.Text => Quote((string)value),
        ValueKind.Name => shape.Names.First(n => n.Value.Equals(value)).Key,
        ValueKind.Choice => Option(value, shape.Choice!),
        ValueKind.Record => "{" + string.Join(", ", Fields(value, shape.Record!, implied: false)) + "}",
        ValueKind.List => "[" + string.Join(", ", ((System.Collections.IEnumerable)value).Cast<object?>().Select(i => Of(i, shape.Item!))) + "]",
        _ => "{" + string.Join(", ", ((IReadOnlyDictionary<string, string>)value).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{Quote(e.Key)}: {Quote(e.Value)}")) + "}",
    };

    /// <summary>The fields of a record as <c>name: value</c>; the source of a data set by its own name.</summary>
    /// <param name="record">The record.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="implied">Whether fields whose default is implied are there at their default too.</param>
    public static IEnumerable<string> Fields(object record, RecordShape shape, bool implied = true)
        => shape.Fields.Where(f => implied || !f.IsImplied(record, shape)).Select(f => f.Name == "source" ? Source(f.Get(record)!, f.Value.Choice!) : $"{f.Name}: {Of(f.Get(record), f.Value)}");

    /// <summary>The source of a data set as <c>name: digits</c> or <c>csv: {path: …}</c>.</summary>
    public static string Source(object source, ChoiceShape choice)
    {
        var option = choice.Of(source);
        return option.Record.Fields.Count == 0 ? $"name: {option.Name}" : Body(source, option);
    }

    /// <summary>Text in double quotes with JSON's escapes, which YAML shares.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private static string Option(object value, ChoiceShape choice)
    {
        var option = choice.Of(value);
        return option.Record.Fields.Count == 0 ? option.Name : "{" + Body(value, option) + "}";
    }

    private static string Body(object value, OptionShape option) => $"{option.Name}: {{{string.Join(", ", Fields(value, option.Record))}}}";
}
