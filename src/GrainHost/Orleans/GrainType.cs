namespace Orleans.Runtime;

/// <summary>Name of a kind of grain; all grains of one class share it.</summary>
public readonly record struct GrainType(string Value) : IComparable<GrainType>
{
    /// <summary>Made of a text.</summary>
    public static GrainType Create(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(GrainType other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    /// <summary>Ordinal order.</summary>
    public static bool operator <(GrainType left, GrainType right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(GrainType left, GrainType right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(GrainType left, GrainType right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(GrainType left, GrainType right) => left.CompareTo(right) >= 0;
}
