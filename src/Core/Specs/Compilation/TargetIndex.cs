using Sweep.Core.Specs.Binding;

namespace Sweep.Core.Specs.Compilation;

/// <summary>Finds the field that a name under <c>vary</c> means.</summary>
internal sealed class TargetIndex
{
    private readonly List<Target> _targets = [];

    private TargetIndex()
    {
        var found = new Dictionary<string, (string[] Segments, List<FieldShape> Fields)>(StringComparer.Ordinal);
        foreach (var section in Catalog.Instance.Trial.Fields.Where(f => f.Name != "probes"))
        {
            if (section.Name == "dataset")
                found.Add(section.Name, ([section.Name], [section]));
            Gather([section.Name], section.Value.Record!, found);
        }

        _targets.AddRange(found.Values.Select(t => new Target(t.Segments, t.Fields)));
    }

    /// <summary>The one index of this build's fields.</summary>
    public static TargetIndex Instance { get; } = new();

    /// <summary>All fields that can be varied.</summary>
    public IReadOnlyList<Target> Targets => _targets;

    /// <summary>
    /// The fields whose path ends with the name's last word and holds its other words in their order; of several, those
    /// least deep: <c>epochs</c> is training.epochs, not that of early stopping. Empty when there is none.
    /// </summary>
    public IReadOnlyList<Target> Find(string name)
    {
        var words = name.Split('.');
        var matching = _targets.Where(t => Matches(t.Segments, words)).ToArray();
        if (matching.Length == 0)
            return [];
        var least = matching.Min(t => t.Segments.Count);
        return [.. matching.Where(t => t.Segments.Count == least)];
    }

    /// <summary>The field with exactly these segments.</summary>
    public Target At(params string[] segments) => _targets.First(t => t.Segments.SequenceEqual(segments));

    /// <summary>Words that a misspelt name is compared with.</summary>
    public IReadOnlyList<string> Spellings => [.. _targets.Select(t => t.Segments[^1]).Concat(_targets.Select(t => t.Path)).Distinct()];

    private static bool Matches(IReadOnlyList<string> segments, string[] words)
    {
        if (segments[^1] != words[^1])
            return false;
        var word = 0;
        for (var i = 0; i < segments.Count - 1 && word < words.Length - 1; i++)
        {
            if (segments[i] == words[word])
                word++;
        }

        return word == words.Length - 1;
    }

    private static void Gather(string[] prefix, RecordShape record, Dictionary<string, (string[] Segments, List<FieldShape> Fields)> found)
    {
        foreach (var field in record.Fields)
        {
            string[] segments = [.. prefix, field.Name];
            var path = string.Join('.', segments);
            if (!found.TryGetValue(path, out var target))
                found.Add(path, target = (segments, []));
            target.Fields.Add(field);
            if (field.Value.Record is { } inner)
                Gather(segments, inner, found);
            foreach (var option in field.Value.Choice?.Options ?? [])
                Gather(segments, option.Record, found);
        }
    }
}
