using System.Text.Json;

namespace Sweep.Monitoring.Tests.Dashboards;

/// <summary>A panel or a row.</summary>
internal sealed record Panel(JsonElement Json)
{
    public int Id => Json.GetProperty("id").GetInt32();

    public string Type => Json.GetProperty("type").GetString()!;

    public string Title => Json.GetProperty("title").GetString()!;

    public string Description => Text("description");

    public string Unit => Json.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString()!;

    /// <summary>Name of the variable for each of whose values it is drawn; null where it is drawn once.</summary>
    public string? Repeat => Json.TryGetProperty("repeat", out var repeat) ? repeat.GetString() : null;

    public (int X, int Y, int Width, int Height) Place => Json.GetProperty("gridPos") is var at
        ? (at.GetProperty("x").GetInt32(), at.GetProperty("y").GetInt32(), at.GetProperty("w").GetInt32(), at.GetProperty("h").GetInt32())
        : default;

    public IReadOnlyList<Target> Targets => Json.TryGetProperty("targets", out var targets) ? [.. targets.EnumerateArray().Select(json => new Target(json))] : [];

    /// <summary>What is in a folded row.</summary>
    public IReadOnlyList<Panel> Folded => Json.TryGetProperty("panels", out var panels) ? [.. panels.EnumerateArray().Select(json => new Panel(json))] : [];

    private string Text(string name) => Json.TryGetProperty(name, out var text) ? text.GetString()! : "";
}
