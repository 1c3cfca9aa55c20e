using System.Text.RegularExpressions;
using Sweep.Core.Specs.Binding;

namespace Sweep.Core.Specs.Reference;

/// <summary>One row of the page of techniques.</summary>
/// <param name="Name">Its name in a spec.</param>
/// <param name="Path">Its place: the field's path, for an option with the option's name at the end.</param>
/// <param name="Written">How a spec asks for it.</param>
/// <param name="Summary">Formula or meaning, with its source.</param>
/// <param name="Default">Its fields' defaults, or the field's own, as Markdown.</param>
internal sealed partial record Technique(string Name, string Path, string Written, string Summary, string Default)
{
    /// <summary>Formula or meaning alone.</summary>
    public string Formula => Citation().Replace(Summary, "");

    /// <summary>The papers that the summary names.</summary>
    public IReadOnlyList<string> Sources => [.. Citation().Matches(Summary).Select(m => m.Groups[1].Value)];

    /// <summary>The techniques of a group, from the attributes of the configuration.</summary>
    public static IEnumerable<Technique> Of(TechniqueGroup group) => group.Paths.SelectMany(Of);

    private static IEnumerable<Technique> Of(string path)
    {
        var words = path.Split('.');
        var section = Catalog.Instance.Trial.Find(words[0])!;
        var field = section.Value.Record!.Find(words[1])!;
        // Biases take only some of the initialisations that stand in the table already.
        if (field.Value.Choice is { } choice && field.Name != "bias_init")
            return choice.Options.Select(option => Option(path, option, choice.Of(field.Get(section.Value.Record.Create())!) == option));
        if (field.Value.Record is { } record)
            return record.Fields.Select(inner => Field(path, inner, record));
        return [Field(words[0], field, section.Value.Record)];
    }

    private static Technique Option(string path, OptionShape option, bool isDefault)
    {
        var defaults = option.Record.Create();
        var values = option.Record.Fields.Select(f => $"`{f.Name} {ValueText.Of(f.Get(defaults), f.Value)}`");
        var parts = isDefault ? values.Prepend("the default") : values;
        return new(option.Name, $"{path}.{option.Name}", $"{path}: {option.Name}", option.Summary, string.Join(", ", parts));
    }

    private static Technique Field(string path, FieldShape field, RecordShape record)
    {
        var value = field.Get(record.Create());
        var text = value is not null && field.Value.Choice is { } choice ? choice.Of(value).Name : ValueText.Of(value, field.Value);
        return new(field.Name, $"{path}.{field.Name}", $"{path}.{field.Name}", field.Limits.Summary, $"`{text}`");
    }

    [GeneratedRegex(@" ?\(([A-Z][^()]* \d{4})\)")]
    private static partial Regex Citation();
}
