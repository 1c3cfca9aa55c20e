using System.Globalization;
using System.Text.Json;
using Sweep.Reporting.Export;

namespace Sweep.Reporting.Tests;

public sealed class ExportJsonLinesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-jsonl-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_field_is_that_of_the_csv_to_the_last_bit()
    {
        var sweep = new SmallSweep();
        var results = await sweep.LoadAsync();
        await SweepExport.WriteAsync(ExportSource.Of(sweep.Store, results, sweep.Plan), results, [new CsvExport(), new JsonLinesExport()], _folder);

        foreach (var table in new[] { "trials", "epochs", "gradients" })
        {
            var csv = File.ReadLines(Path.Combine(_folder, table + ".csv")).ToList();
            var json = File.ReadLines(Path.Combine(_folder, table + ".jsonl")).Select(l => JsonDocument.Parse(l).RootElement.EnumerateObject().ToList()).ToList();
            Assert.Equal(csv.Count - 1, json.Count);
            Assert.All(json, row => Assert.Equal(csv[0], string.Join(',', row.Select(f => f.Name))));
            Assert.Equal(csv.Skip(1), json.Select(row => string.Join(',', row.Select(Field))));
        }
    }

    [Fact]
    public async Task Numeric_levels_are_numbers_and_what_json_cannot_hold_is_null()
    {
        var plan = new FakePlan(1, SmallSweep.Loss, FakePlan.Factor("learning_rate", "-1", "1e-3"), FakePlan.Factor("clip", "none", "5"));
        var store = Recorded.Store(4);
        store.Add(1, SmallSweep.Completed(0.1 + 0.2) with { TestLoss = double.PositiveInfinity, Detail = "Größe <1> & \"2\"" });
        var results = await SweepResults.LoadAsync(store, Recorded.Sweep(4), plan);
        await SweepExport.WriteAsync(ExportSource.Of(store, results, plan), results, [new JsonLinesExport()], _folder);

        var row = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "trials.jsonl"))).RootElement;
        Assert.Equal(-1, row.GetProperty("learning_rate").GetDouble());
        Assert.Equal("5", row.GetProperty("clip").GetString());
        Assert.Equal(0.1 + 0.2, row.GetProperty("validation_loss").GetDouble());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("test_loss").ValueKind);
        Assert.Equal("Größe <1> & \"2\"", row.GetProperty("detail").GetString());
    }

    private static string Field(JsonProperty field) => field.Value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(';', field.Value.EnumerateArray().Select(v => v.ToString())),
        JsonValueKind.Number when field.Value.TryGetInt64(out var whole) => whole.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.Number when field.Name.EndsWith("_norm_min", StringComparison.Ordinal) || field.Name.EndsWith("_norm_mean", StringComparison.Ordinal) || field.Name.EndsWith("_norm_max", StringComparison.Ordinal) || field.Name == "update_ratio"
            => field.Value.GetSingle().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.Number => field.Value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        _ => Text(field),
    };

    // The record's times are whole seconds here, which CSV writes with seven digits.
    private static string Text(JsonProperty field)
    {
        var text = field.Value.GetString()!;
        if (field.Name == "started")
            return text.Replace("Z", ".0000000Z", StringComparison.Ordinal);
        return CsvText.Field(text);
    }
}
