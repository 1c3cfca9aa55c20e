using System.Globalization;

namespace Sweep.EndToEnd.Tests;

/// <summary>What people take out of a record.</summary>
public sealed class ExportTests : IClassFixture<Exported>, IDisposable
{
    private readonly TempFolder _folder;
    private readonly string _id;

    public ExportTests(Exported exported) => (_folder, _id) = (exported.Copy(), exported.Id);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_formats_are_written_at_once_and_told()
    {
        var told = (await SweepProcess.RunAsync(_folder, "export", _id, "--out", "out", "--format", "csv,json", "--format", "parquet,mlflow,tensorboard", "--json")).Json();

        var names = told.EnumerateArray().Select(f => f.GetString()!).ToList();
        Assert.Equal(13, names.Count);
        Assert.All(names, n => Assert.True(Path.Exists(Path.Combine(_folder.Path, n)), n));
        Assert.Equal(names.Select(n => Path.GetFileName(n)).Order(), Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Path, "out")).Select(e => Path.GetFileName(e)).Order());
        Assert.Equal(4, File.ReadLines(Path.Combine(_folder.Path, "out", "trials.jsonl")).Count());
        Assert.Equal(5, Directory.GetFiles(Path.Combine(_folder.Path, "out", "tensorboard"), "events.out.tfevents.*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_told_in_one_line()
    {
        var run = await SweepProcess.RunAsync(_folder, "export", _id, "--out", Path.Combine("small.yaml", "out"));

        Assert.Equal(1, run.ExitCode);
        var line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("sweep: ", line, StringComparison.Ordinal);
        Assert.Contains("small.yaml", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_and_json_at_once_are_bad_input()
    {
        var run = await SweepProcess.RunAsync(_folder, "show", _id, "--svg", "run.svg", "--json");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--svg and --json", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "run.svg")));
    }

    [Fact]
    public async Task Csv_is_the_default_and_an_unknown_format_is_bad_input()
    {
        Assert.Equal(0, (await SweepProcess.RunAsync(_folder, "export", _id, "--out", "out")).ExitCode);
        Assert.Equal(["epochs.csv", "gradients.csv", "results.json", "spec.yaml", "trials.csv"],
            Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Path, "out")).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal));

        var unknown = await SweepProcess.RunAsync(_folder, "export", _id, "--out", "other", "--format", "csv,parket");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("found 'parket'; did you mean 'parquet'?; allowed: csv, json, parquet, mlflow, tensorboard", unknown.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "other")));
    }

    [Fact]
    public async Task Sql_answers_with_the_numbers_of_the_export()
    {
        Assert.Equal(0, (await SweepProcess.RunAsync(_folder, "export", _id, "--out", "out")).ExitCode);
        var table = Csv.Read(Path.Combine(_folder.Path, "out", "trials.csv"));

        var rows = (await SweepProcess.RunAsync(_folder, "sql", _id, "select trial, activation, dropout, validation_loss from trials order by trial", "--json")).Json();
        Assert.Equal(
            table.Select(t => (t["trial"], t["activation"], double.Parse(t["dropout"], CultureInfo.InvariantCulture), double.Parse(t["validation_loss"], CultureInfo.InvariantCulture))),
            rows.EnumerateArray().Select(r => (r.GetProperty("trial").GetRawText(), r.GetProperty("activation").GetString()!, r.GetProperty("dropout").GetDouble(), r.GetProperty("validation_loss").GetDouble())));

        foreach (var name in new[] { "epochs", "gradients" })
            Assert.Equal(File.ReadAllText(Path.Combine(_folder.Path, "out", name + ".csv")), (await SweepProcess.RunAsync(_folder, "sql", _id, $"select * from {name}", "--csv")).Output);
    }

    [Fact]
    public async Task Sql_tables_are_cut_and_say_so()
    {
        var cut = await SweepProcess.RunAsync(_folder, "sql", _id, "select trial from trials", "--rows", "2");
        Assert.Equal(0, cut.ExitCode);
        Assert.Contains("these are the first 2 rows", cut.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("first", (await SweepProcess.RunAsync(_folder, "sql", _id, "select trial from trials", "--rows", "4")).Error, StringComparison.Ordinal);
        var schema = (await SweepProcess.RunAsync(_folder, "sql", _id, "--schema", "--json")).Json();
        Assert.Equal(["trials", "epochs", "gradients", "layers"], schema.EnumerateArray().Select(r => r.GetProperty("view").GetString()!).Distinct());
    }

    [Theory]
    [InlineData("no SELECT", "drop view trials")]
    [InlineData("disabled", "select * from read_csv('small.yaml')")]
    [InlineData("Did you mean \"trials\"?", "select * from trial")]
    [InlineData("no query is given")]
    [InlineData("--schema takes no query", "select 1", "--schema")]
    [InlineData("two forms of one output", "select 1", "--csv", "--json")]
    public async Task Bad_sql_ends_with_two_and_changes_nothing(string told, params string[] arguments)
    {
        var record = Path.Combine(_folder.Path, ".sweep", "sweeps.db");
        var before = File.ReadAllBytes(record);

        var refused = await SweepProcess.RunAsync(_folder, ["sql", _id, .. arguments]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(told, refused.Error, StringComparison.Ordinal);
        Assert.Empty(refused.Output);
        Assert.Equal(before, File.ReadAllBytes(record));
    }
}
