using System.Runtime.CompilerServices;
using System.Text.Json;
using Sweep.Core.Statistics;

namespace Sweep.Core.Tests.Statistics;

/// <summary>The reference values that scripts in tests/reference write.</summary>
internal static class StatisticsReference
{
    public static JsonElement Load(string name = "statistics", [CallerFilePath] string here = "")
        => JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, $"../../reference/data/{name}.json"))).RootElement;

    /// <summary>An element's numbers; NaN for a null.</summary>
    public static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? double.NaN : e.GetDouble())];

    /// <summary>The number of a property; NaN for a null.</summary>
    public static double Number(this JsonElement element, string name)
        => element.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDouble() : double.NaN;

    public static void AssertInterval(JsonElement expected, Interval actual, double tolerance = 1e-9)
    {
        Assert.Equal(expected[0].GetDouble(), actual.Low, tolerance);
        Assert.Equal(expected[1].GetDouble(), actual.High, tolerance);
    }
}
