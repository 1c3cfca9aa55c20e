namespace Sweep.Core.Specs.Yaml;

/// <summary>A list.</summary>
internal sealed class YamlSequence(Place place, IReadOnlyList<YamlNode> items) : YamlNode(place)
{
    /// <summary>Its items.</summary>
    public IReadOnlyList<YamlNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Describe() => $"a list of {Items.Count}";
}
