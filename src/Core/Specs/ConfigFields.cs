using Sweep.Core.Configuration;
using Sweep.Core.Specs.Binding;

namespace Sweep.Core.Specs;

/// <summary>A configuration as plain names and values, for tools that know no nesting.</summary>
public static class ConfigFields
{
    /// <summary>
    /// Every field by its path in a spec, with its value as a spec writes it: <c>training.optimizer</c> is <c>sgd</c> and
    /// <c>training.optimizer.learning_rate</c> is <c>0.05</c>. Fields without a value, and those whose default is implied, are left out.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(TrialConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var fields = new List<KeyValuePair<string, string>>();
        AddRecord(fields, "", config, Catalog.Instance.Trial);
        return fields;
    }

    private static void AddRecord(List<KeyValuePair<string, string>> fields, string prefix, object record, RecordShape shape)
    {
        foreach (var field in shape.Fields)
        {
            var value = field.Get(record);
            if (value is null || field.IsImplied(record, shape))
                continue;
            Add(fields, prefix + field.Name, value, field.Value);
        }
    }

    private static void Add(List<KeyValuePair<string, string>> fields, string path, object value, ValueShape shape)
    {
        switch (shape.Kind)
        {
            case ValueKind.Record:
                AddRecord(fields, path + ".", value, shape.Record!);
                break;
            case ValueKind.Choice:
                var option = shape.Choice!.Of(value);
                fields.Add(new(path, option.Name));
                AddRecord(fields, path + ".", value, option.Record);
                break;
            case ValueKind.Text:
                fields.Add(new(path, (string)value));
                break;
            default:
                fields.Add(new(path, ValueText.Of(value, shape)));
                break;
        }
    }
}
