namespace Sweep.Core.Specs.Yaml;

/// <summary>One value of a parsed text, with its place.</summary>
internal abstract class YamlNode(Place place)
{
    /// <summary>Where the value starts.</summary>
    public Place Place { get; } = place;

    /// <summary>What it is, for messages.</summary>
    public abstract string Describe();
}
