using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace Sweep.Deploy.Tests.Fixture;

/// <summary>One place of a YAML document, found by its path. A path that leads nowhere fails the test and is named.</summary>
internal sealed class Node
{
    private readonly object? _value;
    private readonly string _place;

    private Node(object? value, string place) => (_value, _place) = (value, place);

    /// <summary>The documents of a file, with its merges done.</summary>
    public static List<Node> Load(string path)
    {
        var text = Repository.Text(path);
        // This refuses a key that stands twice; below, a merge is allowed to be overridden.
        new YamlStream().Load(new StringReader(text));
        var deserializer = new DeserializerBuilder().Build();
        var parser = new MergingParser(new Parser(new StringReader(text)));
        var documents = new List<Node>();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
            documents.Add(new(deserializer.Deserialize(parser), path));
        return documents;
    }

    /// <summary>The one document of a file.</summary>
    public static Node LoadOne(string path) => Assert.Single(Load(path));

    /// <summary>What a key or a path of keys, parted by '/', leads to. Numbers count items.</summary>
    public Node this[string path]
        => Find(path) ?? throw new Xunit.Sdk.XunitException($"{_place} has no '{path}'");

    /// <summary>The same, or null.</summary>
    public Node? Find(string path)
    {
        var at = this;
        foreach (var part in path.Split('/'))
        {
            object? next = at._value switch
            {
                IDictionary<object, object?> map => map.TryGetValue(part, out var value) ? value ?? "" : null,
                IList<object?> list when int.TryParse(part, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
                _ => null,
            };
            if (next is null)
                return null;
            at = new(next, $"{at._place}: {part}");
        }

        return at;
    }

    public string Text => Assert.IsType<string>(_value);

    public int Number => int.Parse(Text, CultureInfo.InvariantCulture);

    public bool IsMap => _value is IDictionary<object, object?>;

    public List<Node> Items
        => [.. Assert.IsAssignableFrom<IList<object?>>(_value).Select((item, index) => new Node(item, $"{_place}[{index}]"))];

    public List<string> Texts => [.. Items.Select(item => item.Text)];

    /// <summary>Keys with what they lead to; none where there is no map.</summary>
    public Dictionary<string, Node> Map
        => _value is IDictionary<object, object?> map
            ? map.ToDictionary(pair => (string)pair.Key, pair => new Node(pair.Value, $"{_place}: {pair.Key}"))
            : [];

    /// <summary>Every text at any depth.</summary>
    public IEnumerable<string> AllTexts() => _value switch
    {
        string text => [text],
        IDictionary<object, object?> => Map.Values.SelectMany(node => node.AllTexts()),
        IList<object?> => Items.SelectMany(node => node.AllTexts()),
        _ => [],
    };

    public override string ToString() => _place;
}
