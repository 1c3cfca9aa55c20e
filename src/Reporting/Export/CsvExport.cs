using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Reporting.Export;

/// <summary>
/// The tables as CSV: trials.csv, epochs.csv and gradients.csv (docs/outputs.md tells every column). One trial is in
/// memory at a time.
/// </summary>
public sealed class CsvExport : IExportFormat
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Entries { get; } = ["trials.csv", "epochs.csv", "gradients.csv"];

    /// <inheritdoc/>
    public void Check(ExportSource source)
    {
    }

    /// <inheritdoc/>
    public async Task WriteAsync(ExportSource source, ExportTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var trials = new CsvFile(target.Temporary(Entries[0]));
        await using var ownedTrials = trials.ConfigureAwait(false);
        var epochs = new CsvFile(target.Temporary(Entries[1]));
        await using var ownedEpochs = epochs.ConfigureAwait(false);
        var gradients = new CsvFile(target.Temporary(Entries[2]));
        await using var ownedGradients = gradients.ConfigureAwait(false);
        await trials.WriteHeaderAsync(source.TrialColumns, cancellation).ConfigureAwait(false);
        await epochs.WriteHeaderAsync(source.EpochColumns, cancellation).ConfigureAwait(false);
        await gradients.WriteHeaderAsync(ExportColumns.Gradients, cancellation).ConfigureAwait(false);
        await TableExport.WriteAsync(source, trials, epochs, gradients, cancellation).ConfigureAwait(false);
        await trials.CloseAsync(cancellation).ConfigureAwait(false);
        await epochs.CloseAsync(cancellation).ConfigureAwait(false);
        await gradients.CloseAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Checks, before anything is run or read, that an export as CSV can go to a folder. Makes nothing.</summary>
    /// <exception cref="InvalidInputException">It cannot: it is a file, or holds files that no export wrote.</exception>
    public static void Check(string directory, bool overwrite = false) => SweepExport.Check([new CsvExport()], directory, null, overwrite);

    /// <summary>Writes an export as CSV, with results.json and spec.yaml.</summary>
    /// <inheritdoc cref="SweepExport.WriteAsync"/>
    public static Task<IReadOnlyList<string>> WriteAsync(
        ISweepStore store, SweepResults results, SweepPlan plan, string directory, bool overwrite = false, CancellationToken cancellation = default)
        => SweepExport.WriteAsync(ExportSource.Of(store, results, plan), results, [new CsvExport()], directory, overwrite, cancellation);

    /// <summary>Writes trials.csv alone, to a stream that stays open.</summary>
    public static async Task WriteTrialsAsync(
        ISweepStore store, SweepResults results, SweepPlan plan, Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var source = ExportSource.Of(store, results, plan);
        var trials = new CsvFile(stream);
        await using var owned = trials.ConfigureAwait(false);
        await trials.WriteHeaderAsync(source.TrialColumns, cancellation).ConfigureAwait(false);
        await foreach (var trial in source.ReadAsync(cancellation).ConfigureAwait(false))
        {
            ExportRows.AddTrial(trials, plan, source.Factors, trial);
            await trials.EndRowAsync(cancellation).ConfigureAwait(false);
        }
    }
}
