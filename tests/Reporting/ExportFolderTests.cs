using Sweep.Core.Specs;
using Sweep.Reporting.Export;

namespace Sweep.Reporting.Tests;

public sealed class ExportFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<IReadOnlyList<string>> ExportAsync(SmallSweep sweep, IReadOnlyList<IExportFormat> formats, bool overwrite = false, string? id = null, CancellationToken cancellation = default)
    {
        var results = await sweep.LoadAsync();
        var source = ExportSource.Of(sweep.Store, results, sweep.Plan);
        if (id is not null)
            SweepExport.Check(formats, _folder, id, overwrite);
        return await SweepExport.WriteAsync(source, results, formats, _folder, overwrite, cancellation);
    }

    private IEnumerable<string?> Entries => Directory.EnumerateFileSystemEntries(_folder).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal);

    [Fact]
    public async Task Formats_lie_side_by_side_and_each_is_replaced_whole()
    {
        await ExportAsync(new(), [new CsvExport(), new MlflowExport()]);
        var run = Directory.GetDirectories(Directory.GetDirectories(Path.Combine(_folder, "mlruns")).Single()).First(d => Path.GetFileName(d) != "tags");
        File.WriteAllText(Path.Combine(run, "tags", "mine"), "a note");
        await ExportAsync(new(), [new JsonLinesExport(), new TensorBoardExport()]);

        Assert.Equal(
            ["epochs.csv", "epochs.jsonl", "gradients.csv", "gradients.jsonl", "mlruns", "results.json", "spec.yaml", "tensorboard", "trials.csv", "trials.jsonl"],
            Entries);
        Assert.True(File.Exists(Path.Combine(run, "tags", "mine")));
        await ExportAsync(new(), [new MlflowExport()]);
        Assert.True(Directory.Exists(run));
        Assert.False(File.Exists(Path.Combine(run, "tags", "mine")));
        Assert.DoesNotContain(Entries, e => e!.StartsWith('.'));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_of_runs_that_no_export_wrote_is_never_touched(bool overwrite)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "mlruns", "0"));

        var error = await Assert.ThrowsAsync<InvalidInputException>(() => ExportAsync(new(), [new MlflowExport()], overwrite));

        Assert.Contains("mlruns is there and no export wrote it", error.Message, StringComparison.Ordinal);
        Assert.Equal(["mlruns"], Entries);
        Assert.True(Directory.Exists(Path.Combine(_folder, "mlruns", "0")));
    }

    [Fact]
    public async Task Tables_of_another_sweep_do_not_stay_beside_those_of_this_one()
    {
        await ExportAsync(new(), [new CsvExport(), new JsonLinesExport()]);

        var error = await Assert.ThrowsAsync<InvalidInputException>(() => ExportAsync(new(), [new CsvExport()], id: "other"));
        Assert.Contains("epochs.jsonl of sweep s1", error.Message, StringComparison.Ordinal);
        SweepExport.Check([new CsvExport(), new JsonLinesExport()], _folder, "other");
        SweepExport.Check([new CsvExport()], _folder, "s1");
        SweepExport.Check([new CsvExport()], _folder, "other", overwrite: true);
    }

    [Fact]
    public async Task Cancelled_export_leaves_what_was_there()
    {
        IExportFormat[] all = [new CsvExport(), new JsonLinesExport(), new MlflowExport(), new TensorBoardExport()];
        await ExportAsync(new(), all);
        var before = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExportAsync(new(), all, cancellation: new(canceled: true)));

        Assert.Equal(before, Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes));
    }

    [Fact]
    public async Task An_export_has_the_same_bytes_each_time()
    {
        IExportFormat[] all = [new CsvExport(), new JsonLinesExport(), new MlflowExport(), new TensorBoardExport()];
        await ExportAsync(new(), all);
        var before = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes);

        await ExportAsync(new(), all);

        Assert.Equal(before, Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes));
    }

    [Fact]
    public async Task Sweeps_of_too_many_trials_are_not_written_as_runs()
    {
        var plan = new FakePlan(5_001, SmallSweep.Loss, FakePlan.Factor("activation", "relu", "tanh"));
        var store = Recorded.Store(plan.Trials);
        var results = await SweepResults.LoadAsync(store, Recorded.Sweep(plan.Trials), plan);
        foreach (var format in new IExportFormat[] { new MlflowExport(), new TensorBoardExport() })
        {
            var error = await Assert.ThrowsAsync<InvalidInputException>(() => SweepExport.WriteAsync(ExportSource.Of(store, results, plan), results, [format], _folder));
            Assert.Contains("10002 trials, allowed are at most 10000", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Entries);
    }
}
