using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Binding;

/// <summary>Short names of levels, made from the way they were written: <c>relu</c>, <c>normal(0.01)</c>, <c>128x128</c>.</summary>
internal static class LevelLabel
{
    /// <summary>Greatest length of a label.</summary>
    public const int MaxLength = 60;

    /// <summary>The label of one value.</summary>
    public static string Of(YamlNode node) => Cut(Whole(node));

    /// <summary>A label cut to its greatest length.</summary>
    public static string Cut(string label) => label.Length > MaxLength ? label[..(MaxLength - 1)] + "…" : label;

    private static string Whole(YamlNode node) => node switch
    {
        YamlScalar { IsNull: true } => "none",
        YamlScalar { Plain: true } scalar when NumberText.TryParse(scalar.Text, out var number) is null => NumberText.Of(number),
        YamlScalar scalar => Printable(scalar.Text),
        YamlSequence { Items.Count: 0 } => "[]",
        YamlSequence sequence => string.Join("x", sequence.Items.Select(Whole)),
        YamlMapping { Entries.Count: 0 } => "{}",
        YamlMapping { Entries.Count: 1 } mapping when mapping.Entries[0].Key.Text == "name" => Whole(mapping.Entries[0].Value),
        YamlMapping { Entries.Count: 1 } mapping => One(mapping.Entries[0]),
        _ => Pairs((YamlMapping)node),
    };

    private static string One(YamlEntry entry) => entry.Value switch
    {
        YamlScalar { IsNull: true } or YamlMapping { Entries.Count: 0 } => Printable(entry.Key.Text),
        YamlMapping inner => $"{Printable(entry.Key.Text)}({Pairs(inner)})",
        _ => $"{Printable(entry.Key.Text)}({Whole(entry.Value)})",
    };

    private static string Pairs(YamlMapping mapping) => string.Join(",", mapping.Entries.Select(e => $"{Printable(e.Key.Text)}={Whole(e.Value)}"));

    private static string Printable(string text) => new([.. text.Take(MaxLength + 1).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
