using System.Globalization;
using Sweep.Core.Configuration;
using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Binding;

/// <summary>Turns nodes into configuration values, naming everything that is wrong.</summary>
internal sealed partial class Binder(ProblemSink problems)
{
    private const double MaxLong = 9.2e18;

    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>Where each field that was written stands, by its full path.</summary>
    public IReadOnlyDictionary<string, Place> Places => _places;

    /// <summary>Notes where a field was written.</summary>
    public void Remember(string path, Place place) => _places.TryAdd(path, place);

    /// <summary>Binds a value; false when it is wrong, which is then among the problems.</summary>
    public bool TryBind(YamlNode node, ValueShape shape, FieldAttribute limits, string path, out object? value)
    {
        value = null;
        if (shape.Nullable && node is YamlScalar { Plain: true } nothing && (nothing.IsNull || (nothing.Text == "none" && shape.Choice?.Find("none") is null)))
            return true;
        return shape.Kind switch
        {
            ValueKind.Number => TryNumber(node, limits, path, false, out value),
            ValueKind.Whole => TryWhole(node, shape, limits, path, out value),
            ValueKind.BatchSize => TryBatchSize(node, limits, path, out value),
            ValueKind.Duration => TryDuration(node, limits, path, out value),
            ValueKind.Truth => TryTruth(node, path, out value),
            ValueKind.Text => TryText(node, limits, path, out value),
            ValueKind.Name => TryName(node, shape, path, out value),
            ValueKind.Choice => TryChoice(node, shape.Choice!, path, out value),
            ValueKind.Record => TryRecord(node, shape.Record!, path, out value),
            ValueKind.List => TryList(node, shape, limits, path, out value),
            _ => TryMap(node, limits, path, out value),
        };
    }

    /// <summary>Binds the fields of a mapping onto a copy of a record.</summary>
    public object BindFields(YamlMapping mapping, RecordShape shape, object start, string path)
    {
        var record = shape.Clone(start);
        foreach (var entry in mapping.Entries)
        {
            if (shape.Find(entry.Key.Text) is not { } field)
                problems.Add(entry.Key.Place, $"{path} has no field '{YamlScalar.Short(entry.Key.Text)}'{Spelling.Advice(entry.Key.Text, [.. shape.Fields.Select(f => f.Name)])}");
            else
                BindField(entry, field, record, path);
        }

        return record;
    }

    private void BindField(YamlEntry entry, FieldShape field, object record, string path)
    {
        var full = path + "." + field.Name;
        Remember(full, entry.Value.Place);
        if (TryBind(entry.Value, field.Value, field.Limits, full, out var value))
            field.Set(record, value);
    }

    private bool TryNumber(YamlNode node, FieldAttribute limits, string path, bool whole, out object? value)
    {
        value = null;
        var kind = whole ? "a whole number" : "a number";
        if (node is not YamlScalar scalar)
            return Wrong(node, path, kind);
        if (!scalar.Plain)
            return Fail(node, $"{path}: found {scalar.Describe()} in quotes, expected {kind} without quotes");
        if (NumberText.TryParse(scalar.Text, out var number) is { } refusal)
            return Fail(node, $"{path}: found {scalar.Describe()}, expected {kind}{Range(limits)}; {refusal}");
        if (!InRange(number, limits))
            return Fail(node, $"{path}: found {NumberText.Of(number)}, allowed is {kind}{Range(limits)}");
        value = number;
        return true;
    }

    private bool TryWhole(YamlNode node, ValueShape shape, FieldAttribute limits, string path, out object? value)
    {
        if (!TryNumber(node, limits, path, true, out value))
            return false;
        var number = (double)value!;
        if (number != Math.Floor(number) || Math.Abs(number) > (shape.Type == typeof(int) ? int.MaxValue : MaxLong))
            return Fail(node, $"{path}: found {NumberText.Of(number)}, allowed is a whole number{Range(limits)}");
        value = shape.Type == typeof(int) ? (object)(int)number : (long)number;
        return true;
    }

    private bool TryBatchSize(YamlNode node, FieldAttribute limits, string path, out object? value)
    {
        if (node is YamlScalar { Plain: true, Text: "full" })
        {
            value = BatchSize.Full;
            return true;
        }

        value = null;
        if (node is YamlScalar { Plain: true } word && word.Text.Length > 0 && char.IsLetter(word.Text[0]) && NumberText.TryParse(word.Text, out _) is not null)
            return Fail(node, $"{path}: found {word.Describe()}, expected a whole number{Range(limits)}, or full");
        if (!TryNumber(node, limits, path, true, out value))
            return false;
        var number = (double)value!;
        if (number != Math.Floor(number))
            return Fail(node, $"{path}: found {NumberText.Of(number)}, allowed is a whole number{Range(limits)}, or full");
        value = new BatchSize((int)number);
        return true;
    }

    private bool TryDuration(YamlNode node, FieldAttribute limits, string path, out object? value)
    {
        value = null;
        if (node is not YamlScalar scalar)
            return Wrong(node, path, "a duration, as 30s");
        if (DurationText.TryParse(scalar.Text, out var duration) is { } refusal)
            return Fail(node, $"{path}: found {scalar.Describe()}, expected a duration{Durations(limits)}, in ms, s, m or h; {refusal}");
        if (!InRange(duration.TotalSeconds, limits))
            return Fail(node, $"{path}: found {DurationText.Of(duration)}, allowed is a duration{Durations(limits)}");
        value = duration;
        return true;
    }

    private bool TryTruth(YamlNode node, string path, out object? value)
    {
        value = null;
        if (node is not YamlScalar { Plain: true } scalar || scalar.Text is not ("true" or "True" or "TRUE" or "false" or "False" or "FALSE"))
        {
            var hint = node is YamlScalar { Plain: true } word
                ? word.Text.ToLowerInvariant() switch
                {
                    "yes" or "on" or "y" or "1" => "; did you mean 'true'?",
                    "no" or "off" or "n" or "0" => "; did you mean 'false'?",
                    _ => "",
                }
                : "";
            return Fail(node, $"{path}: found {node.Describe()}, expected true or false{hint}");
        }

        value = scalar.Text[0] is 't' or 'T';
        return true;
    }

    private bool TryText(YamlNode node, FieldAttribute limits, string path, out object? value)
    {
        value = null;
        if (node is not YamlScalar scalar || scalar.IsNull)
            return Wrong(node, path, "text");
        if (scalar.Text.Length > limits.MaxLength)
            return Fail(node, $"{path}: found {scalar.Text.Length} characters, at most {limits.MaxLength} are allowed");
        if (scalar.Text.Any(c => char.IsControl(c) || char.IsSurrogate(c) && !IsPaired(scalar.Text)))
            return Fail(node, $"{path}: found {scalar.Describe()}, expected text without control characters");
        value = scalar.Text;
        return true;
    }

    private bool TryName(YamlNode node, ValueShape shape, string path, out object? value)
    {
        value = null;
        string[] names = [.. shape.Names.Select(n => n.Key)];
        if (node is not YamlScalar scalar)
            return Wrong(node, path, $"one of {string.Join(", ", names)}");
        foreach (var name in shape.Names)
        {
            if (name.Key == scalar.Text)
                value = name.Value;
        }

        return value is not null || Fail(node, $"{path}: found {scalar.Describe()}{Spelling.Advice(scalar.Text, names)}");
    }

    private bool TryRecord(YamlNode node, RecordShape shape, string path, out object? value)
    {
        value = null;
        if (node is not YamlMapping mapping)
            return Wrong(node, path, $"a mapping of {string.Join(", ", shape.Fields.Select(f => f.Name))}");
        var before = problems.Count;
        value = BindFields(mapping, shape, shape.Create(), path);
        return problems.Count == before;
    }

    private bool TryList(YamlNode node, ValueShape shape, FieldAttribute limits, string path, out object? value)
    {
        value = null;
        if (node is not YamlSequence sequence)
            return Wrong(node, path, "a list in brackets, as [1, 2]");
        if (sequence.Items.Count > limits.MaxLength)
            return Fail(node, $"{path}: found {sequence.Items.Count} items, at most {limits.MaxLength} are allowed");
        var array = Array.CreateInstance(shape.Item!.Type, sequence.Items.Count);
        var fine = true;
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            if (TryBind(sequence.Items[i], shape.Item, limits, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), out var item))
                array.SetValue(item, i);
            else
                fine = false;
        }

        value = array;
        return fine;
    }

    private bool TryMap(YamlNode node, FieldAttribute limits, string path, out object? value)
    {
        value = null;
        if (node is not YamlMapping mapping || mapping.Entries.Any(e => e.Value is not YamlScalar))
            return Wrong(node, path, "a mapping of names to texts");
        if (mapping.Entries.Count > limits.MaxLength)
            return Fail(node, $"{path}: found {mapping.Entries.Count} entries, at most {limits.MaxLength} are allowed");
        foreach (var entry in mapping.Entries)
            Remember(path + "." + entry.Key.Text, entry.Key.Place);
        value = mapping.Entries.ToDictionary(e => e.Key.Text, e => ((YamlScalar)e.Value).Text, StringComparer.Ordinal);
        return true;
    }

    /// <summary>Whether a number is within the limits.</summary>
    public static bool InRange(double number, FieldAttribute limits)
        => (limits.AboveMin ? number > limits.Min : number >= limits.Min) && (limits.BelowMax ? number < limits.Max : number <= limits.Max);

    /// <summary>The limits in words, with a leading space: <c> from 0 up to but not including 1</c>.</summary>
    public static string Range(FieldAttribute limits)
    {
        var from = double.IsInfinity(limits.Min) ? "" : $" {(limits.AboveMin ? "above" : "from")} {NumberText.Of(limits.Min)}";
        var to = double.IsInfinity(limits.Max) ? "" : $" {(limits.BelowMax ? "to below" : "to")} {NumberText.Of(limits.Max)}";
        return from + to;
    }

    /// <summary>The limits of a duration in words, with a leading space: <c> from 0s to 168h</c>.</summary>
    public static string Durations(FieldAttribute limits)
        => $" from {DurationText.Of(TimeSpan.FromSeconds(limits.Min))} to {DurationText.Of(TimeSpan.FromSeconds(limits.Max))}";

    private static bool IsPaired(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    private bool Wrong(YamlNode node, string path, string expected) => Fail(node, $"{path}: found {node.Describe()}, expected {expected}");

    private bool Fail(YamlNode node, string message)
    {
        problems.Add(node.Place, message);
        return false;
    }
}
