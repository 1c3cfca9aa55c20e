using System.Runtime.CompilerServices;
using System.Text.Json;
using Sweep.Core.Statistics;

namespace Sweep.Core.Tests.Statistics;

/// <summary>The reference values that tests/reference/effect_statistics.py writes, and the table they were made from.</summary>
internal static class StatisticsReference
{
    public static JsonElement Load([CallerFilePath] string here = "")
        => JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../reference/data/statistics.json"))).RootElement;

    public static ObservationTable Table(JsonElement reference)
    {
        var table = new ObservationTable([new("a", ["a0", "a1", "a2"]), new("b", ["b0", "b1"])]);
        for (var a = 0; a < 3; a++)
        {
            for (var b = 0; b < 2; b++)
            {
                for (var replicate = 0; replicate < 3; replicate++)
                {
                    var value = reference.GetProperty("values")[a][b][replicate];
                    var diverged = value.ValueKind == JsonValueKind.Null;

                    // Whatever number a diverged trial carries must not count.
                    table.Add([a, b], replicate, diverged ? 1e9 : value.GetDouble(), diverged);
                }
            }
        }

        return table;
    }

    public static void AssertMean(JsonElement expected, MeanEstimate actual)
    {
        Assert.Equal(expected.GetProperty("count").GetInt32(), actual.Count);
        Assert.Equal(expected.GetProperty("mean").GetDouble(), actual.Mean, 1e-12);
        Assert.Equal(expected.GetProperty("standard_error").GetDouble(), actual.StandardError, 1e-12);
        AssertInterval(expected.GetProperty("confidence"), actual.Confidence);
        Assert.Equal(expected.GetProperty("median").GetDouble(), actual.Median, 1e-12);
    }

    public static void AssertInterval(JsonElement expected, Interval actual)
    {
        Assert.Equal(expected[0].GetDouble(), actual.Low, 1e-9);
        Assert.Equal(expected[1].GetDouble(), actual.High, 1e-9);
    }
}
