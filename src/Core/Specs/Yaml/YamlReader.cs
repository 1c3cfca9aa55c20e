using System.Text;
using Sweep.Core.Specs.Binding;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sweep.Core.Specs.Yaml;

/// <summary>
/// Reads one YAML document into nodes that know their places. What a spec has no use for and what could make reading
/// expensive is refused: aliases, anchors, tags, merge keys, several documents, deep nesting, long texts.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Greatest size of a text in bytes of UTF-8.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Greatest number of mappings and lists inside one another.</summary>
    public const int MaxDepth = 32;

    /// <summary>Greatest number of values in all.</summary>
    public const int MaxNodes = 200_000;

    private readonly Parser _parser;
    private readonly ProblemSink _problems;
    private int _nodes;

    private YamlReader(string text, ProblemSink problems)
    {
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        _problems = problems;
    }

    /// <summary>The document's root, or null where it cannot be read; why is then among the problems.</summary>
    public static YamlNode? Read(string text, ProblemSink problems)
    {
        if (text.Length > MaxBytes || Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            problems.Add(default, $"the text is larger than {MaxBytes} bytes");
            return null;
        }

        var reader = new YamlReader(text, problems);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            problems.Add(PlaceOf(e.Start), $"not valid YAML: {Sentence(e)}{TabHint(text, e)}");
            return null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException or KeyNotFoundException)
        {
            // The parser lets some of the framework's own exceptions through, for an escape beyond Unicode for one.
            problems.Add(reader.Here(), $"not valid YAML: {YamlScalar.Short(e.Message)}");
            return null;
        }
    }

    private YamlNode? ReadDocument()
    {
        Next();
        if (_parser.Current is StreamStart)
            Next();
        if (_parser.Current is not DocumentStart)
        {
            _problems.Add(default, "the text is empty; a spec is a mapping with name, dataset, model, training, vary …");
            return null;
        }

        Next();
        var root = ReadNode(0);
        if (root is null)
            return null;
        Next();
        if (_parser.Current is DocumentStart second)
        {
            _problems.Add(PlaceOf(second.Start), "a second document starts here; a file holds one spec");
            return null;
        }

        return root;
    }

    /// <summary>Reads the value at the current event and steps past it; null once something was refused.</summary>
    private YamlNode? ReadNode(int depth)
    {
        var start = _parser.Current!;
        var place = PlaceOf(start.Start);
        if (start is AnchorAlias alias)
            return Refuse(place, $"the alias *{YamlScalar.Short(alias.Value.ToString())} is not allowed; write the value out");
        if (start is NodeEvent { Anchor.IsEmpty: false } anchored)
            return Refuse(place, $"the anchor &{YamlScalar.Short(anchored.Anchor.ToString())} is not allowed; write values out where they are needed");
        if (start is NodeEvent { Tag.IsEmpty: false } tagged)
            return Refuse(place, $"the tag {YamlScalar.Short(tagged.Tag.ToString())} is not allowed; types follow from the fields");
        if (++_nodes > MaxNodes)
            return Refuse(place, $"more than {MaxNodes} values");
        if (start is Scalar scalar)
        {
            Next();
            return new YamlScalar(place, scalar.Value, scalar.Style == ScalarStyle.Plain);
        }

        if (depth >= MaxDepth)
            return Refuse(place, $"more than {MaxDepth} mappings and lists inside one another");
        Next();
        return start is MappingStart ? ReadMapping(place, depth) : ReadSequence(place, depth);
    }

    private YamlSequence? ReadSequence(Place place, int depth)
    {
        var items = new List<YamlNode>();
        while (_parser.Current is not SequenceEnd)
        {
            if (ReadNode(depth + 1) is not { } item)
                return null;
            items.Add(item);
        }

        Next();
        return new(place, items);
    }

    private YamlMapping? ReadMapping(Place place, int depth)
    {
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (_parser.Current is not MappingEnd)
        {
            if (ReadNode(depth + 1) is not { } key || ReadNode(depth + 1) is not { } value)
                return null;
            if (key is not YamlScalar name)
            {
                _problems.Add(key.Place, $"found {key.Describe()} as a key; a key is a name");
            }
            else if (name.Plain && name.Text == "<<")
            {
                _problems.Add(key.Place, "the merge key << is not allowed; write the fields out");
            }
            else if (!lines.TryAdd(name.Text, name.Place.Line))
            {
                _problems.Add(key.Place, $"the key '{YamlScalar.Short(name.Text)}' is here twice, first on line {lines[name.Text]}");
            }
            else
            {
                entries.Add(new(name, value));
            }
        }

        Next();
        return new(place, entries);
    }

    private YamlNode? Refuse(Place place, string message)
    {
        _problems.Add(place, message);
        return null;
    }

    private void Next()
    {
        if (!_parser.MoveNext())
            throw new SemanticErrorException("the text ends too early");
    }

    private Place Here() => _parser.Current is { } current ? PlaceOf(current.Start) : default;

    private static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private static string Sentence(YamlException e)
    {
        var message = YamlScalar.Short(e.Message);
        return message.Length > 0 ? char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.') : "it cannot be parsed";
    }

    private static string TabHint(string text, YamlException e)
    {
        var line = text.Split('\n').ElementAtOrDefault((int)e.Start.Line - 1) ?? "";
        return line.TrimStart(' ').StartsWith('\t') || line.Contains('\t', StringComparison.Ordinal)
            ? " (the line holds a tab; indent with spaces)"
            : "";
    }
}
