using Sweep.Core.Specs;

namespace Sweep.Reporting.Export;

/// <summary>One of the formats that an export can have.</summary>
public interface IExportFormat
{
    /// <summary>Names of the files or folders that it writes into the export's folder.</summary>
    IReadOnlyList<string> Entries { get; }

    /// <summary>Refuses, before anything is written, what the format cannot hold.</summary>
    /// <exception cref="InvalidInputException">The sweep is not for this format.</exception>
    void Check(ExportSource source);

    /// <summary>Writes the entries.</summary>
    /// <param name="source">What to export.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="cancellation">Ends the export.</param>
    Task WriteAsync(ExportSource source, ExportTarget target, CancellationToken cancellation);
}
