using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Binding;

/// <content>Options: <c>relu</c>, <c>{leaky_relu: 0.1}</c>, <c>{sgd: {learning_rate: 0.05}}</c>.</content>
internal sealed partial class Binder
{
    private bool TryChoice(YamlNode node, ChoiceShape choice, string path, out object? value)
    {
        value = null;
        switch (node)
        {
            case YamlScalar { IsNull: true } when choice.Find("none") is { } none:
                value = none.Record.Create();
                return true;
            case YamlScalar { IsNull: false } scalar:
                if (choice.Find(scalar.Text) is not { } named)
                    return Fail(node, $"{path}: found {scalar.Describe()}{Spelling.Advice(scalar.Text, choice.Names)}");
                value = named.Record.Create();
                return true;
            case YamlMapping { Entries.Count: 1 } mapping:
                var (key, body) = mapping.Entries[0];
                if (choice.Find(key.Text) is not { } option)
                    return Fail(key, $"{path}: found {key.Describe()}{Spelling.Advice(key.Text, choice.Names)}");
                return TryOption(body, option, path, out value);
            case YamlMapping { Entries.Count: > 1 } mapping when mapping.Entries.FirstOrDefault(e => choice.Find(e.Key.Text) is not null) is { Key: { } first }:
                return Fail(node, $"{path}: found {node.Describe()}, expected one option; write its fields inside it: {{{first.Text}: {{…}}}}");
            case YamlMapping { Entries.Count: > 1 } mapping when mapping.Entries.FirstOrDefault(e => Spelling.Nearest(e.Key.Text, choice.Names) is not null) is { Key: { } near }:
                return Fail(near, $"{path}: found {near.Describe()}{Spelling.Advice(near.Text, choice.Names)}");
            default:
                return Wrong(node, path, $"one of {string.Join(", ", choice.Names)}");
        }
    }

    /// <summary>Binds what stands after an option's name: nothing, its fields, or its first field alone.</summary>
    public bool TryOption(YamlNode body, OptionShape option, string path, out object? value)
    {
        var record = option.Record;
        value = record.Create();
        if (body is YamlScalar { IsNull: true })
            return true;
        if (record.Fields.Count == 0)
            return body is YamlMapping { Entries.Count: 0 } || Fail(body, $"{path}: {option.Name} takes nothing, found {body.Describe()}");
        var before = problems.Count;
        if (body is YamlMapping mapping)
            value = BindFields(mapping, record, value, path, $"{path}: {option.Name}");
        else
            BindField(new(new(body.Place, record.Fields[0].Name, true), body), record.Fields[0], value, path);
        return problems.Count == before;
    }
}
