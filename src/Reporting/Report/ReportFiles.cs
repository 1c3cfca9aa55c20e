using Sweep.Core.Specs;

namespace Sweep.Reporting.Report;

/// <summary>Writes a report's page and plots to files. Each is written under a temporary name and renamed, so nobody meets half a file.</summary>
public static class ReportFiles
{
    /// <summary>Kinds of files that a plot can be written as, by their ending.</summary>
    public static IReadOnlyList<string> PlotFormats { get; } = ["svg", "csv"];

    /// <summary>Writes one plot to a stream that stays open.</summary>
    public static async Task WriteAsync(ReportPlot plot, string format, Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentNullException.ThrowIfNull(stream);
        if (format == "csv")
            await plot.Chart.ToTable().WriteCsvAsync(stream, cancellation).ConfigureAwait(false);
        else if (format == "svg")
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(plot.Chart.ToSvg()), cancellation).ConfigureAwait(false);
        else
            throw new ArgumentException($"a plot is written as svg or csv, not {format}", nameof(format));
    }

    /// <summary>Writes one file by way of a temporary one.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="cancellation">Ends the writing; what was there before then stays.</param>
    /// <exception cref="InvalidInputException">It cannot be written there.</exception>
    public static async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (Directory.Exists(path))
            throw new InvalidInputException($"--out: {path} is a folder; name a file");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            try
            {
                var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 65_536, useAsync: true);
                await using (stream.ConfigureAwait(false))
                    await write(stream, cancellation).ConfigureAwait(false);
                File.Move(temporary, path, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"--out: {path} cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Writes all plots into a folder.</summary>
    /// <returns>Paths of the files.</returns>
    /// <exception cref="InvalidInputException">They cannot be written there.</exception>
    public static async Task<IReadOnlyList<string>> WriteAllAsync(ReportData data, string format, string folder, CancellationToken cancellation = default)
    {
        if (File.Exists(folder))
            throw new InvalidInputException($"--out: {folder} is a file; all plots need a folder");
        var paths = new List<string>();
        foreach (var plot in PlotCatalogue.Of(data))
        {
            var path = Path.Combine(folder, $"{plot.Name}.{format}");
            await WriteAsync(path, (stream, token) => WriteAsync(plot, format, stream, token), cancellation).ConfigureAwait(false);
            paths.Add(path);
        }

        return paths;
    }
}
