namespace Sweep.Core.Specs.Yaml;

/// <summary>A single value.</summary>
internal sealed class YamlScalar(Place place, string text, bool plain) : YamlNode(place)
{
    private const int Shown = 60;

    /// <summary>Its text, quotes and escapes resolved.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it was written without quotes.</summary>
    public bool Plain { get; } = plain;

    /// <summary>Whether it stands for nothing at all.</summary>
    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc/>
    public override string Describe() => IsNull && Text.Length == 0 ? "nothing" : Plain ? $"'{Short(Text)}'" : $"the text \"{Short(Text)}\"";

    /// <summary>Text cut to what a message can show, on one line.</summary>
    public static string Short(string text)
    {
        var line = new string([.. text.Take(Shown + 1).Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length > Shown ? line[..Shown] + "…" : line;
    }
}
