namespace Sweep.Core.Specs.Binding;

/// <summary>What a field takes.</summary>
internal enum ValueKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A whole number, or <c>full</c>.</summary>
    BatchSize,

    /// <summary>A number with its unit of time, as <c>30s</c>.</summary>
    Duration,

    /// <summary>true or false.</summary>
    Truth,

    /// <summary>Text.</summary>
    Text,

    /// <summary>One of a few names.</summary>
    Name,

    /// <summary>One of a few options, each with fields of its own.</summary>
    Choice,

    /// <summary>Fields.</summary>
    Record,

    /// <summary>A list.</summary>
    List,

    /// <summary>Names, each with a text.</summary>
    Map,
}
