namespace Sweep.Core.Specs.Yaml;

/// <summary>A mapping in the order it was written; its keys are unique.</summary>
internal sealed class YamlMapping(Place place, IReadOnlyList<YamlEntry> entries) : YamlNode(place)
{
    private const int Shown = 5;

    /// <summary>Its entries.</summary>
    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    /// <summary>The value of a key, or null.</summary>
    public YamlNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Text == key)
                return entry.Value;
        }

        return null;
    }

    /// <inheritdoc/>
    public override string Describe() => Entries.Count == 0
        ? "an empty mapping"
        : $"a mapping with {string.Join(", ", Entries.Take(Shown).Select(e => YamlScalar.Short(e.Key.Text)))}{(Entries.Count > Shown ? " …" : "")}";
}
