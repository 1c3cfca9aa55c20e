using System.Text;
using Sweep.Core.Specs;
using Sweep.Reporting.Json;

namespace Sweep.Reporting.Export;

/// <summary>Writes a sweep's record to a folder, in one or more formats, beside results.json and spec.yaml (docs/outputs.md).</summary>
public static class SweepExport
{
    /// <summary>Checks, before anything is run or read, that an export can go to a folder. Makes nothing.</summary>
    /// <param name="formats">The formats.</param>
    /// <param name="directory">The folder.</param>
    /// <param name="sweep">Id of the sweep; null where it has none yet.</param>
    /// <param name="overwrite">Whether a folder that holds other files is taken too.</param>
    /// <exception cref="InvalidInputException">It cannot: it is a file, or holds files that no export wrote.</exception>
    public static void Check(IReadOnlyList<IExportFormat> formats, string directory, string? sweep, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(formats);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ExportFolder.Check(directory, NamesOf(formats), sweep, overwrite);
    }

    /// <summary>Writes the export.</summary>
    /// <param name="source">What to export.</param>
    /// <param name="results">The sweep's results, as read from the same record.</param>
    /// <param name="formats">The formats.</param>
    /// <param name="directory">Folder to write to; made where it is missing.</param>
    /// <param name="overwrite">Whether a folder that holds other files is taken too; they stay.</param>
    /// <param name="cancellation">Ends the export; what was there before then stays as it was.</param>
    /// <returns>Paths of the files and folders written.</returns>
    /// <exception cref="InvalidInputException">The folder holds files that no export wrote, or a format cannot hold the sweep.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        ExportSource source, SweepResults results, IReadOnlyList<IExportFormat> formats, string directory, bool overwrite = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(formats);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        foreach (var format in formats)
            format.Check(source);
        var names = NamesOf(formats);
        var folder = ExportFolder.Open(Path.GetFullPath(directory), names, source.Sweep.Id, overwrite);
        try
        {
            foreach (var format in formats)
                await format.WriteAsync(source, folder.Target, cancellation).ConfigureAwait(false);
            await WriteTextAsync(folder.Target.Temporary(ExportFolder.Results), ResultsJson.Of(results) + "\n", cancellation).ConfigureAwait(false);
            await WriteTextAsync(folder.Target.Temporary(ExportFolder.Spec), source.Plan.NormalisedYaml, cancellation).ConfigureAwait(false);
            folder.Publish();
        }
        catch
        {
            folder.Discard();
            throw;
        }

        return [.. names.Skip(2).Concat(names.Take(2)).Select(n => Path.Combine(directory, n))];
    }

    private static string[] NamesOf(IEnumerable<IExportFormat> formats) => [ExportFolder.Results, ExportFolder.Spec, .. formats.SelectMany(f => f.Entries)];

    private static async Task WriteTextAsync(string path, string text, CancellationToken cancellation)
    {
        var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 4_096, useAsync: true);
        await using var owned = stream.ConfigureAwait(false);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation).ConfigureAwait(false);
        stream.Flush(flushToDisk: true);
    }
}
