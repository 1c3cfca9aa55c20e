using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Compilation;

/// <summary>
/// Reads one entry under <c>vary</c>: which fields it sets and how its levels are called, not yet their values.
/// </summary>
internal sealed class FactorReader(Binder binder, ProblemSink problems)
{
    private static readonly string[] RangeKeys = ["from", "to", "scale"];

    /// <summary>One factor, or null where it cannot be understood.</summary>
    public BoundFactor? Read(YamlEntry entry)
    {
        var name = entry.Key.Text;
        var place = entry.Key.Place;
        var found = TargetIndex.Instance.Find(name);
        if (found.Count > 1)
            return Fail(place, $"vary: '{name}' could be {string.Join(" or ", found.Select(t => t.Path))}; write the path");
        var field = found.Count == 1 ? found[0] : null;
        if (entry.Value is YamlMapping mapping && mapping.Entries.Any(e => RangeKeys.Contains(e.Key.Text)))
            return ReadRange(name, place, field, mapping);
        if (entry.Value is not YamlSequence { Items.Count: > 0 } list)
            return Fail(entry.Value.Place, $"vary.{YamlScalar.Short(name)}: found {entry.Value.Describe()}, expected a list of levels in brackets, or a range {{from: …, to: …, scale: linear or log}}");
        if (list.Items.Count > FactorBinder.MaxLevels)
            return Fail(list.Place, $"vary.{YamlScalar.Short(name)}: found {list.Items.Count} levels, at most {FactorBinder.MaxLevels} are allowed");
        if (field is null && !list.Items.All(i => i is YamlMapping))
            return Fail(place, Unknown(name));
        if (field is null && !IsName(name))
            return Fail(place, $"vary: found '{YamlScalar.Short(name)}' as a factor's name, expected letters, digits, dash, underscore and dot, at most {LevelLabel.MaxLength}");
        var levels = list.Items.Select(i => ReadLevel(name, field, i)).ToArray();
        return levels.All(l => l is not null) ? new(name, place, field, levels!, null) : null;
    }

    /// <summary>Whether a text can name a factor or a sweep.</summary>
    public static bool IsName(string text)
        => text.Length is > 0 and <= LevelLabel.MaxLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private BoundLevel? ReadLevel(string name, Target? field, YamlNode node)
    {
        string? label = null;
        if (node is YamlMapping labelled && labelled.Find("label") is { } given)
        {
            if (given is not YamlScalar { IsNull: false } text || text.Text.Length is 0 or > LevelLabel.MaxLength || text.Text.Any(char.IsControl))
            {
                problems.Add(given.Place, $"vary.{name}.label: found {given.Describe()}, expected text of at most {LevelLabel.MaxLength} characters");
                return null;
            }

            label = text.Text;
            var rest = labelled.Entries.Where(e => e.Key.Text != "label").ToArray();
            if (field is not null)
            {
                if (rest is not [{ Key.Text: "value" }])
                {
                    problems.Add(node.Place, $"vary.{name}: found {node.Describe()}, expected a labelled level as {{label: …, value: …}}");
                    return null;
                }

                node = rest[0].Value;
            }
            else
            {
                node = new YamlMapping(node.Place, rest);
            }
        }

        var assignments = field is null ? ReadTied(name, (YamlMapping)node) : Expand(field, node, $"vary.{name}");
        return assignments is null ? null : new(label ?? Label(field, node), node.Place, assignments);
    }

    private static string Label(Target? field, YamlNode node) => LevelLabel.Cut(node is YamlMapping mapping && field is null
        ? string.Join("+", mapping.Entries.Select(e => LevelLabel.Of(e.Value)))
        : LevelLabel.Of(node));

    private List<Assignment>? ReadTied(string name, YamlMapping mapping)
    {
        var assignments = new List<Assignment>();
        var before = problems.Count;
        foreach (var entry in mapping.Entries)
        {
            var found = TargetIndex.Instance.Find(entry.Key.Text);
            if (found.Count == 0)
                problems.Add(entry.Key.Place, $"vary.{name}: no field is called '{YamlScalar.Short(entry.Key.Text)}'{Near(entry.Key.Text)}");
            else if (found.Count > 1)
                problems.Add(entry.Key.Place, $"vary.{name}: '{entry.Key.Text}' could be {string.Join(" or ", found.Select(t => t.Path))}; write the path");
            else if (Expand(found[0], entry.Value, $"vary.{name}") is { } parts)
                assignments.AddRange(parts);
        }

        foreach (var twice in assignments.GroupBy(a => a.Target).Where(g => g.Count() > 1))
            problems.Add(twice.Last().Node.Place, $"vary.{name}: one level sets {twice.Key.Path} twice");
        if (mapping.Entries.Count == 0)
            problems.Add(mapping.Place, $"vary.{name}: a level sets nothing; expected fields, as {{activation: relu, init: he_normal}}");
        return problems.Count == before ? assignments : null;
    }

    /// <summary>What setting a field comes to; a data set comes to its source and the fields beside it.</summary>
    private List<Assignment>? Expand(Target target, YamlNode node, string path)
    {
        if (target.Segments is not ["dataset"])
            return [new(target, node)];
        if (binder.SplitDataset(node, path) is not { } written)
            return null;
        var source = new Assignment(TargetIndex.Instance.At("dataset", "source"), node);
        source.Bind(Catalog.Instance.Source, written.Source);
        return [source, .. written.Fields.Select(f => new Assignment(TargetIndex.Instance.At("dataset", f.Key.Text), f.Value))];
    }

    private BoundFactor? ReadRange(string name, Place place, Target? field, YamlMapping mapping)
    {
        if (field is null)
            return Fail(place, Unknown(name));
        var kind = field.Fields[0].Value.Kind;
        if (kind is not (ValueKind.Number or ValueKind.Whole or ValueKind.BatchSize))
            return Fail(mapping.Place, $"vary.{name}: a range needs a field that takes numbers; write a list of levels");
        var before = problems.Count;
        foreach (var entry in mapping.Entries.Where(e => !RangeKeys.Contains(e.Key.Text)))
            problems.Add(entry.Key.Place, $"vary.{name}: a range has no field '{YamlScalar.Short(entry.Key.Text)}'{Spelling.Advice(entry.Key.Text, RangeKeys)}");
        var whole = kind != ValueKind.Number;
        var from = End(name, mapping, "from", whole);
        var to = End(name, mapping, "to", whole);
        var scale = mapping.Find("scale");
        if (scale is not (null or YamlScalar { Text: "linear" or "log" }))
            problems.Add(scale.Place, $"vary.{name}.scale: found {scale.Describe()}{Spelling.Advice((scale as YamlScalar)?.Text ?? "", ["linear", "log"])}");
        var log = scale is YamlScalar { Text: "log" };
        if (problems.Count > before)
            return null;
        if (from >= to)
            return Fail(mapping.Place, $"vary.{name}: from is {NumberText.Of(from)} and to is {NumberText.Of(to)}; from must be less than to");
        if (log && from <= 0)
            return Fail(mapping.Place, $"vary.{name}: from is {NumberText.Of(from)}; on a log scale it must be above 0");
        return new(name, place, field, [], new(from, to, log, whole));
    }

    private double End(string name, YamlMapping mapping, string key, bool whole)
    {
        var node = mapping.Find(key);
        if (node is null)
            problems.Add(mapping.Place, $"vary.{name}: a range needs '{key}'");
        else if (node is not YamlScalar { Plain: true } scalar || NumberText.TryParse(scalar.Text, out var number) is not null || (whole && (number != Math.Floor(number) || Math.Abs(number) > NumberText.MaxWhole)))
            problems.Add(node.Place, $"vary.{name}.{key}: found {node.Describe()}, expected {(whole ? "a whole number" : "a number")}");
        else
            return number;
        return 0;
    }

    private static string Unknown(string name)
        => $"vary: no field is called '{YamlScalar.Short(name)}'{Near(name)}; a factor of another name ties fields, its levels are mappings as {{activation: relu, init: he_normal}}";

    private static string Near(string name)
        => Catalog.Instance.Trial.Find("probes")!.Value.Record!.Find(name.Split('.')[^1]) is not null && name.StartsWith("probes", StringComparison.Ordinal)
            ? " that can be varied (probes never influence a result)"
            : Spelling.Nearest(name, TargetIndex.Instance.Spellings) is { } near ? $"; did you mean '{near}'?" : "";

    private BoundFactor? Fail(Place place, string message)
    {
        problems.Add(place, message);
        return null;
    }
}
