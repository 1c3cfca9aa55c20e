using System.Collections.Frozen;
using System.Reflection;

namespace Sweep.Core.Specs.Binding;

/// <summary>The fields of one record type.</summary>
internal sealed class RecordShape(Type type, IReadOnlyList<FieldShape> fields)
{
    private readonly MethodInfo _clone = type.GetMethod("<Clone>$")!;
    private readonly ConstructorInfo _create = type.GetConstructor([])!;
    private readonly FrozenDictionary<string, FieldShape> _byName = fields.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The record type.</summary>
    public Type Type { get; } = type;

    /// <summary>The fields: those of the base type first, each type's in the order of their declaration.</summary>
    public IReadOnlyList<FieldShape> Fields { get; } = fields;

    /// <summary>The field with this name, or null.</summary>
    public FieldShape? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A record with every default.</summary>
    public object Create() => _create.Invoke(null);

    /// <summary>A copy that may be changed until it is shown to others.</summary>
    public object Clone(object record) => _clone.Invoke(record, null)!;
}
