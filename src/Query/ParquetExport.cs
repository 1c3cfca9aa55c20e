using Sweep.Reporting.Export;

namespace Sweep.Query;

/// <summary>
/// The tables as Parquet, written by DuckDB: trials.parquet, epochs.parquet and gradients.parquet. Each is one pass over
/// the record, one trial in memory at a time beside the rows of the row group that is being written.
/// </summary>
public sealed class ParquetExport : IExportFormat
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Entries { get; } = ["trials.parquet", "epochs.parquet", "gradients.parquet"];

    /// <inheritdoc/>
    public void Check(ExportSource source)
    {
    }

    /// <inheritdoc/>
    public Task WriteAsync(ExportSource source, ExportTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        return Task.Run(() => Write(source, target, cancellation), cancellation);
    }

    // A sweep that runs meanwhile grows: trials are read last, so that every row of the other two has its trial.
    private void Write(ExportSource source, ExportTarget target, CancellationToken cancellation)
    {
        using var database = RecordDatabase.Open(source, files: true, cancellation);
        foreach (var entry in Entries.Reverse())
        {
            var path = target.Temporary(entry);
            database.Execute($"COPY (FROM {Path.GetFileNameWithoutExtension(entry)}) TO {Text(path)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{sweep: {Text(source.Sweep.Id)}, spec_hash: {Text(source.Sweep.SpecHash)}}})");
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            file.Flush(flushToDisk: true);
        }
    }

    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
