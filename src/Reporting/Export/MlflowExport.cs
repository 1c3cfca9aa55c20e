using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sweep.Core.Specs;

namespace Sweep.Reporting.Export;

/// <summary>
/// The sweep in MLflow's file layout, as mlflow/store/tracking/file_store.py reads it: one experiment, one run a trial.
/// One trial is in memory at a time.
/// </summary>
public sealed class MlflowExport : IExportFormat
{
    /// <summary>Name of the folder, the store that MLflow is pointed at.</summary>
    internal const string Folder = "mlruns";

    /// <inheritdoc/>
    public IReadOnlyList<string> Entries { get; } = [Folder];

    /// <inheritdoc/>
    public void Check(ExportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Plan.Trials > RunSeries.MaxRuns)
            throw new InvalidInputException($"mlflow: the sweep has {source.Plan.Trials} trials, allowed are at most {RunSeries.MaxRuns}, as every run is some dozens of files; parquet, json and csv hold any number");
    }

    /// <inheritdoc/>
    public async Task WriteAsync(ExportSource source, ExportTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var sweep = source.Sweep;
        var id = ExperimentId(sweep.Id);
        var root = Path.Combine(target.MakeFolder(Folder, sweep.Id), id);
        var location = new Uri(Path.Combine(Path.GetFullPath(target.Final(Folder)), id)).AbsoluteUri;
        Directory.CreateDirectory(Path.Combine(root, "tags"));
        await File.WriteAllTextAsync(Path.Combine(root, "meta.yaml"), MlflowYaml.Of(
            ("artifact_location", location),
            ("creation_time", sweep.Created.ToUnixTimeMilliseconds()),
            ("experiment_id", id),
            ("last_update_time", sweep.Updated.ToUnixTimeMilliseconds()),
            ("lifecycle_stage", "active"),
            ("name", sweep.Id)), cancellation).ConfigureAwait(false);
        (string Name, string Value)[] tags =
        [
            ("sweep.name", sweep.Name), ("sweep.spec_hash", sweep.SpecHash), ("mlflow.note.content", source.Plan.Spec.Description),
        ];
        foreach (var (name, value) in tags.Where(t => t.Value.Length > 0))
            await File.WriteAllTextAsync(Path.Combine(root, "tags", name), value, cancellation).ConfigureAwait(false);

        await foreach (var trial in source.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var run = new MlflowRun(source, trial);
            run.Write(Path.Combine(root, run.Id), id, location);
        }
    }

    // MLflow's own ids are such numbers; this one depends on the sweep alone.
    private static string ExperimentId(string sweep)
        => (100_000_000_000_000_000 + (BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(sweep))) % 900_000_000_000_000_000))
            .ToString(CultureInfo.InvariantCulture);
}
