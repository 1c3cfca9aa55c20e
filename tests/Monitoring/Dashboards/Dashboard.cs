using System.Text.Json;

namespace Sweep.Monitoring.Tests.Dashboards;

/// <summary>A dashboard as Grafana reads it.</summary>
internal sealed class Dashboard
{
    private Dashboard(string file)
    {
        File = Path.GetFileNameWithoutExtension(file);
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(file));
        Json = document.RootElement.Clone();
        Variables = [.. Json.GetProperty("templating").GetProperty("list").EnumerateArray().Select(json => new Variable(json))];
        Items = [.. Json.GetProperty("panels").EnumerateArray().Select(json => new Panel(json))];
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Dashboard> All { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("deploy/grafana/dashboards"), "*.json").Order(StringComparer.Ordinal).Select(file => new Dashboard(file))];

    /// <summary>Names of all of them, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(board => board.File)];

    public string File { get; }

    public JsonElement Json { get; }

    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>Panels and rows, as they follow each other; what is in folded rows is in these.</summary>
    public IReadOnlyList<Panel> Items { get; }

    /// <summary>Panels that show something, those in folded rows included.</summary>
    public IEnumerable<Panel> Panels => Items.SelectMany(item => item.Type == "row" ? item.Folded : [item]);

    /// <summary>Annotations that ask Prometheus.</summary>
    public IEnumerable<(string Name, string Expression, JsonElement Json)> Annotations => Json.GetProperty("annotations").GetProperty("list").EnumerateArray()
        .Where(json => json.TryGetProperty("expr", out _))
        .Select(json => (json.GetProperty("name").GetString()!, json.GetProperty("expr").GetString()!, json));

    public static Dashboard Named(string file) => All.Single(board => board.File == file);

    public override string ToString() => File;
}
