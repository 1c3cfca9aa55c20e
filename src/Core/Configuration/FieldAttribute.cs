namespace Sweep.Core.Configuration;

/// <summary>
/// Describes one field of a spec. Parser, checker, JSON Schema and reference page are all made from it.
/// The field's name in a spec is the property's name in snake_case.
/// </summary>
/// <param name="summary">What the field means, in one sentence, with its unit.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string summary) : Attribute
{
    /// <summary>What the field means.</summary>
    public string Summary { get; } = summary;

    /// <summary>Least value allowed; for a list, of each item.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Greatest value allowed; for a list, of each item.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Whether <see cref="Min"/> itself is refused.</summary>
    public bool AboveMin { get; init; }

    /// <summary>Whether <see cref="Max"/> itself is refused.</summary>
    public bool BelowMax { get; init; }

    /// <summary>Greatest number of items of a list, or of characters of a text.</summary>
    public int MaxLength { get; init; } = 1_000;

    /// <summary>
    /// Whether a record's one-line form leaves the field out at its default. For fields that came after specs were hashed:
    /// a spec that does not use them keeps its hash.
    /// </summary>
    public bool ImpliedDefault { get; init; }
}
