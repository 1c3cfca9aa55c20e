namespace Sweep.Core.Specs.Binding;

/// <summary>What a field takes, in full.</summary>
internal sealed class ValueShape
{
    /// <summary>The kind of value.</summary>
    public required ValueKind Kind { get; init; }

    /// <summary>The type behind it, without <c>Nullable</c>.</summary>
    public required Type Type { get; init; }

    /// <summary>Whether <c>null</c> is allowed.</summary>
    public bool Nullable { get; init; }

    /// <summary>The options of a choice.</summary>
    public ChoiceShape? Choice { get; init; }

    /// <summary>The fields of a record.</summary>
    public RecordShape? Record { get; init; }

    /// <summary>The items of a list.</summary>
    public ValueShape? Item { get; init; }

    /// <summary>The names of an enum with their values, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Names { get; init; } = [];
}
