using System.Reflection;
using Sweep.Core.Configuration;

namespace Sweep.Core.Specs.Binding;

/// <summary>One field of a record.</summary>
internal sealed class FieldShape(string name, PropertyInfo property, FieldAttribute limits, ValueShape value)
{
    /// <summary>Its name in a spec.</summary>
    public string Name { get; } = name;

    /// <summary>What it means and which values it takes.</summary>
    public FieldAttribute Limits { get; } = limits;

    /// <summary>What it takes.</summary>
    public ValueShape Value { get; } = value;

    /// <summary>The property behind it.</summary>
    public PropertyInfo Property { get; } = property;

    /// <summary>Its value in a record.</summary>
    public object? Get(object record) => Property.GetValue(record);

    /// <summary>Puts its value into a record that nobody else holds yet.</summary>
    public void Set(object record, object? value) => Property.SetValue(record, value);

    /// <summary>Whether its default is implied and a record holds it; compared as text, for two empty lists are not equal objects.</summary>
    public bool IsImplied(object record, RecordShape shape)
        => Limits.ImpliedDefault && ValueText.Of(Get(record), Value) == ValueText.Of(Get(shape.Create()), Value);
}
