using System.Globalization;
using System.Text.Json;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Reporting.Export;

namespace Sweep.Reporting.Tests;

public sealed class CsvExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<IReadOnlyList<string>> ExportAsync(SmallSweep sweep, bool overwrite = false)
        => await CsvExport.WriteAsync(sweep.Store, await sweep.LoadAsync(), sweep.Plan, _folder, overwrite);

    private string[] Lines(string name) => File.ReadAllText(Path.Combine(_folder, name)).TrimEnd('\n').Split('\n');

    [Fact]
    public async Task Export_writes_five_whole_files_and_nothing_else()
    {
        var written = await ExportAsync(new());

        Assert.Equal(["epochs.csv", "gradients.csv", "results.json", "spec.yaml", "trials.csv"],
            Directory.EnumerateFileSystemEntries(_folder).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal));
        Assert.All(written, f => Assert.True(File.Exists(f)));
        Assert.Equal("name: fake\n", File.ReadAllText(Path.Combine(_folder, "spec.yaml")));
        Assert.Equal(1 + 12, Lines("trials.csv").Length);
        Assert.Equal(1 + (9 * 6) + 2 + 1, Lines("epochs.csv").Length);
        Assert.Equal(1 + (((9 * 6) + 2 + 1) * SmallSweep.Layers), Lines("gradients.csv").Length);
        Assert.DoesNotContain('\r', File.ReadAllText(Path.Combine(_folder, "trials.csv")));
    }

    [Fact]
    public async Task Row_of_a_completed_trial_is_as_documented()
    {
        var sweep = new SmallSweep();
        await ExportAsync(sweep);

        var digest = CanonicalResult.Digest(SmallSweep.Epochs(0.5, 0.1), SmallSweep.Completed(0.5));
        Assert.Equal(
            $"2,2,0,sigmoid,he_normal,{sweep.Plan.Trial(2).Key.Value},1,completed,epochs,vanishing,6,120,3840,6,0.25,0.9,0.5,0.5,1,0.75,0,0,,2026-01-02T03:04:07.0000000Z,1.5,host/0,{new string('a', 64)},{digest},,,",
            Lines("trials.csv")[3]);
        Assert.Equal("0,1,20,0.75,0.9,1.5,0.1,0.1,,", Lines("epochs.csv")[1]);
        Assert.Equal("2,1,5,0.5,1,2,0,0,3,0.001,,,,,,,,,1;2;3", Lines("gradients.csv").Single(l => l.StartsWith("2,1,5,", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Top_k_accuracies_stand_last()
    {
        var plan = new FakePlan(1, SmallSweep.Loss);
        var store = Recorded.Store(1);
        store.Add(0, SmallSweep.Completed(0.5) with { TrainTopK = 1, ValidationTopK = 0.875, TestTopK = 0.75 }, SmallSweep.Epochs(1, 1)[0] with { TrainTopK = 0.625, ValidationTopK = 0.5 });
        await CsvExport.WriteAsync(store, await SweepResults.LoadAsync(store, Recorded.Sweep(1), plan), plan, _folder);

        Assert.EndsWith(",train_top_k,validation_top_k,test_top_k", Lines("trials.csv")[0], StringComparison.Ordinal);
        Assert.EndsWith(",1,0.875,0.75", Lines("trials.csv")[1], StringComparison.Ordinal);
        Assert.EndsWith(",train_top_k,validation_top_k", Lines("epochs.csv")[0], StringComparison.Ordinal);
        Assert.EndsWith(",0.625,0.5", Lines("epochs.csv")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diverged_failed_and_running_trials_keep_the_columns()
    {
        await ExportAsync(new());
        var lines = Lines("trials.csv");
        var columns = lines[0].Split(',').Length;

        Assert.Contains(",diverged,non_finite,diverged,2,40,0,0,,,,,,,40,2,NaN in the gradient of layer 2,", lines[6], StringComparison.Ordinal);
        Assert.Contains(",failed,,,0,0,0,0,,,,,,,0,0,\"'=disk \"\"full\"\", [red]gave up\",", lines[11], StringComparison.Ordinal);
        Assert.EndsWith(",1" + new string(',', 24), lines[12], StringComparison.Ordinal);
        Assert.All(lines.Where(l => !l.Contains('"', StringComparison.Ordinal)), l => Assert.Equal(columns, l.Split(',').Length));
    }

    [Fact]
    public async Task Numbers_read_back_to_the_same_bits_in_any_culture()
    {
        var plan = new FakePlan(1, SmallSweep.Loss, FakePlan.Factor("learning_rate", "-1", "0.5"));
        var store = Recorded.Store(2);
        var culture = CultureInfo.CurrentCulture;
        store.Add(0, SmallSweep.Completed(0.1 + 0.2) with { TestLoss = double.PositiveInfinity, TrainLoss = double.Epsilon });
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            await CsvExport.WriteAsync(store, await SweepResults.LoadAsync(store, Recorded.Sweep(2), plan), plan, _folder);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        var header = Lines("trials.csv")[0].Split(',').ToList();
        var row = Lines("trials.csv")[1].Split(',');
        Assert.Equal("-1", row[header.IndexOf("learning_rate")]);
        Assert.Equal("0.30000000000000004", row[header.IndexOf("validation_loss")]);
        Assert.Equal("5E-324", row[header.IndexOf("train_loss")]);
        Assert.Equal("inf", row[header.IndexOf("test_loss")]);
    }

    [Fact]
    public async Task Earlier_export_is_replaced_and_a_folder_of_others_is_refused()
    {
        await ExportAsync(new());
        var first = File.ReadAllBytes(Path.Combine(_folder, "trials.csv"));
        await ExportAsync(new());
        Assert.Equal(first, File.ReadAllBytes(Path.Combine(_folder, "trials.csv")));

        File.WriteAllText(Path.Combine(_folder, "thesis.tex"), "mine");
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => ExportAsync(new()));
        Assert.Contains("thesis.tex", error.Message, StringComparison.Ordinal);

        await ExportAsync(new(), overwrite: true);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder, "thesis.tex")));
    }

    [Fact]
    public async Task Files_that_are_only_called_like_an_export_are_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "trials.csv"), "a,b\n1,2\n");

        await Assert.ThrowsAsync<InvalidInputException>(() => ExportAsync(new()));
        Assert.Equal("a,b\n1,2\n", File.ReadAllText(Path.Combine(_folder, "trials.csv")));
    }

    [Fact]
    public async Task Cancelled_export_leaves_the_folder_as_it_was()
    {
        var sweep = new SmallSweep();
        var results = await sweep.LoadAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => CsvExport.WriteAsync(sweep.Store, results, sweep.Plan, _folder, cancellation: new(canceled: true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Factor_called_like_a_column_is_told_apart()
        => Assert.Contains(new ExportColumn("factor.epochs", FieldKind.Number), ExportColumns.Trials([new("epochs", true), new("clip", false)], TaskKind.Regression));

    [Fact]
    public async Task Results_json_holds_no_nan_and_the_promised_fields()
    {
        await ExportAsync(new());
        var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "results.json"))).RootElement;

        Assert.Equal(("s1", "fake"), (json.GetProperty("id").GetString(), json.GetProperty("name").GetString()));
        Assert.Equal((12, 9, 1, 1, 0), (Trials("total"), Trials("completed"), Trials("diverged"), Trials("failed"), Trials("stopped")));
        var best = json.GetProperty("best")[0];
        Assert.Equal("relu", best.GetProperty("levels").GetProperty("activation").GetString());
        Assert.Equal(0.2578125, best.GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal(3, best.GetProperty("replicates").GetInt32());
        Assert.Equal(JsonValueKind.Number, best.GetProperty("standard_error").ValueKind);
        var level = json.GetProperty("factors")[0].GetProperty("levels")[1];
        Assert.Equal(0.25, level.GetProperty("versus_best").GetProperty("difference").GetDouble(), 1e-12);

        int Trials(string name) => json.GetProperty("trials").GetProperty(name).GetInt32();
    }
}
