using Sweep.Core.Configuration;
using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Binding;

/// <content>
/// A data set: its source's name, or a mapping in which one key is the source and the others are fields of the data set
/// or of the source.
/// </content>
internal sealed partial class Binder
{
    private static RecordShape Dataset => Catalog.Instance.Trial.Find("dataset")!.Value.Record!;

    /// <summary>Binds a data set onto another, whose fields stay where nothing is written.</summary>
    public DatasetConfig BindDataset(YamlNode node, DatasetConfig start, string path)
        => SplitDataset(node, path) is not { } written
            ? start
            : (DatasetConfig)BindFields(new(node.Place, written.Fields), Dataset, start with { Source = written.Source }, path);

    /// <summary>The source of a data set and the fields beside it; null when the source cannot be told.</summary>
    public (DataSource Source, IReadOnlyList<YamlEntry> Fields)? SplitDataset(YamlNode node, string path)
    {
        var choice = Catalog.Instance.Source.Value.Choice!;
        Remember(path + ".source", node.Place);
        if (node is YamlScalar { IsNull: false })
            return TryChoice(node, choice, path, out var named) ? ((DataSource)named!, []) : null;
        if (node is not YamlMapping mapping)
        {
            Wrong(node, path, "the name of a data set or a mapping, as {csv: my.csv, target: label}");
            return null;
        }

        var sources = mapping.Entries.Where(e => e.Key.Text == "name" || choice.Find(e.Key.Text) is not null).ToArray();
        if (sources.Length != 1)
        {
            ReportSources(mapping, sources, choice, path);
            return null;
        }

        var (key, body) = sources[0];
        var before = problems.Count;
        if (key.Text == "name" ? !TryChoice(body, choice, path, out var source) : !TryOption(body, choice.Find(key.Text)!, path, out source))
            source = null;
        var option = source is null ? null : choice.Of(source);
        var fields = new List<YamlEntry>();
        var ofSource = new List<YamlEntry>();
        foreach (var entry in mapping.Entries.Where(e => e.Key != key))
        {
            if (entry.Key.Text != "source" && Dataset.Find(entry.Key.Text) is not null)
                fields.Add(entry);
            else if (option?.Record.Find(entry.Key.Text) is not null)
                ofSource.Add(entry);
            else
                ReportField(entry.Key, option, path);
        }

        foreach (var entry in ofSource.Where(e => body is YamlMapping inner ? inner.Find(e.Key.Text) is not null : key.Text != "name" && body is YamlScalar { IsNull: false } && option!.Record.Fields[0].Name == e.Key.Text))
            problems.Add(entry.Key.Place, $"{path}: '{entry.Key.Text}' is here twice, inside {key.Text} too");
        if (source is not null && ofSource.Count > 0)
            source = BindFields(new(node.Place, ofSource), option!.Record, source, path);
        return source is null || problems.Count > before ? null : ((DataSource)source, fields);
    }

    private void ReportSources(YamlMapping mapping, YamlEntry[] sources, ChoiceShape choice, string path)
    {
        if (sources.Length > 1)
        {
            problems.Add(sources[1].Key.Place, $"{path}: found both {sources[0].Key.Text} and {sources[1].Key.Text}, expected one source");
            return;
        }

        string[] allowed = ["name", .. choice.Names];
        foreach (var entry in mapping.Entries)
        {
            if (Dataset.Find(entry.Key.Text) is null && Spelling.Nearest(entry.Key.Text, allowed) is not null)
            {
                problems.Add(entry.Key.Place, $"{path}: found {entry.Key.Describe()}{Spelling.Advice(entry.Key.Text, allowed)}");
                return;
            }
        }

        problems.Add(mapping.Place, $"{path}: found {mapping.Describe()}, expected a source: name, {string.Join(", ", choice.Names)}");
    }

    private void ReportField(YamlScalar key, OptionShape? option, string path)
    {
        string[] allowed = [.. (option?.Record.Fields ?? []).Concat(Dataset.Fields.Skip(1)).Select(f => f.Name)];
        problems.Add(key.Place, $"{path}{(option is null ? "" : " " + option.Name)} has no field '{YamlScalar.Short(key.Text)}'{Spelling.Advice(key.Text, allowed)}");
    }

}
