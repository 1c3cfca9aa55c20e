namespace Sweep.Core.Specs.Binding;

/// <summary>One option of a choice.</summary>
internal sealed class OptionShape(string name, string summary, RecordShape record)
{
    /// <summary>Its name in a spec.</summary>
    public string Name { get; } = name;

    /// <summary>Formula or meaning.</summary>
    public string Summary { get; } = summary;

    /// <summary>Its fields.</summary>
    public RecordShape Record { get; } = record;
}
