using System.Text.Json;
using System.Text.RegularExpressions;
using Sweep.Monitoring.Tests.Fixture;

namespace Sweep.Monitoring.Tests.Dashboards;

/// <summary>A variable of a dashboard.</summary>
internal sealed partial record Variable(JsonElement Json)
{
    public string Name => Json.GetProperty("name").GetString()!;

    public string Label => Json.GetProperty("label").GetString()!;

    public string Type => Json.GetProperty("type").GetString()!;

    public bool Multi => Json.GetProperty("multi").GetBoolean();

    /// <summary>What it asks: the selector and the label whose values are taken.</summary>
    public (string Selector, string Label) Query => DefinitionPattern().Match(Json.GetProperty("definition").GetString()!) is { Success: true } match
        ? (match.Groups[1].Value, match.Groups[2].Value)
        : throw new FormatException($"{Name} asks for no label's values");

    /// <summary>What Grafana offers for it, given what those before it say.</summary>
    public async Task<List<string>> OfferAsync(PrometheusServer prometheus, IReadOnlyDictionary<string, string> chosen, (DateTimeOffset From, DateTimeOffset To) range)
    {
        var (selector, label) = Query;
        var values = await prometheus.AskAsync($"label/{label}/values", ("match[]", Fill(selector, chosen)),
            ("start", $"{range.From.ToUnixTimeSeconds()}"), ("end", $"{range.To.ToUnixTimeSeconds()}"));
        return [.. values.EnumerateArray().Select(value => value.GetString()!).Order(StringComparer.Ordinal)];
    }

    /// <summary>An expression with its variables replaced.</summary>
    public static string Fill(string expression, IReadOnlyDictionary<string, string> chosen)
        => UsePattern().Replace(expression, use => chosen.TryGetValue(use.Groups[1].Value, out var value) ? value : throw new FormatException($"nothing is known of {use.Value} in {expression}"));

    [GeneratedRegex(@"^label_values\((.+), (\w+)\)$")]
    private static partial Regex DefinitionPattern();

    [GeneratedRegex(@"\$\{?(\w+)\}?")]
    private static partial Regex UsePattern();
}
