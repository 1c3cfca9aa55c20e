using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Compilation;

/// <summary>One field that a level sets.</summary>
/// <param name="Target">The field.</param>
/// <param name="Node">The value as written.</param>
internal sealed record Assignment(Target Target, YamlNode Node)
{
    private readonly Dictionary<FieldShape, object?> _values = [];

    /// <summary>The bound values, one for each option that could hold the field.</summary>
    public IReadOnlyDictionary<FieldShape, object?> Values => _values;

    /// <summary>The value in canonical text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Keeps a bound value; only while the spec is compiled.</summary>
    public void Bind(FieldShape field, object? value)
    {
        if (_values.Count == 0)
            Text = ValueText.Of(value, field.Value);
        _values[field] = value;
    }
}
