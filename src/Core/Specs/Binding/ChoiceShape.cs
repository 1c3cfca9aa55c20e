using System.Collections.Frozen;

namespace Sweep.Core.Specs.Binding;

/// <summary>The options of one choice.</summary>
internal sealed class ChoiceShape(Type type, IReadOnlyList<OptionShape> options)
{
    private readonly FrozenDictionary<string, OptionShape> _byName = options.ToFrozenDictionary(o => o.Name, StringComparer.Ordinal);
    private readonly FrozenDictionary<Type, OptionShape> _byType = options.ToFrozenDictionary(o => o.Record.Type);

    /// <summary>The type that all options derive from.</summary>
    public Type Type { get; } = type;

    /// <summary>The options in the order of their declaration.</summary>
    public IReadOnlyList<OptionShape> Options { get; } = options;

    /// <summary>The options' names in the order of their declaration.</summary>
    public IReadOnlyList<string> Names { get; } = [.. options.Select(o => o.Name)];

    /// <summary>The option with this name, or null.</summary>
    public OptionShape? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The option that this value is.</summary>
    public OptionShape Of(object value) => _byType[value.GetType()];
}
