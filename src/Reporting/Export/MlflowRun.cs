using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sweep.Core.Results;
using Sweep.Core.Specs;

namespace Sweep.Reporting.Export;

/// <summary>One trial as a run in MLflow's file layout.</summary>
/// <param name="source">The sweep.</param>
/// <param name="trial">The trial.</param>
internal sealed class MlflowRun(ExportSource source, TrialTelemetry trial)
{
    private readonly TrialDefinition _definition = source.Plan.Trial(trial.Trial.Index);

    /// <summary>32 hexadecimal digits that depend on sweep, trial and digest alone.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{source.Sweep.Id}\n{trial.Trial.Index}\n{trial.Trial.Finished?.Digest}"))).AsSpan(0, 16));

    /// <summary>Its name for people.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"trial-{trial.Trial.Index}");

    /// <summary>Writes the run's folder.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="experiment">Id of the experiment.</param>
    /// <param name="location">Address of the experiment's folder once the export is whole.</param>
    public void Write(string folder, string experiment, string location)
    {
        foreach (var part in new[] { "metrics", "params", "tags", "artifacts" })
            Directory.CreateDirectory(Path.Combine(folder, part));
        File.WriteAllText(Path.Combine(folder, "meta.yaml"), MlflowYaml.Of(
            ("artifact_uri", $"{location}/{Id}/artifacts"),
            ("end_time", trial.Trial.Finished is null ? null : RunSeries.EndOf(trial).ToUnixTimeMilliseconds()),
            ("entry_point_name", ""),
            ("experiment_id", experiment),
            ("lifecycle_stage", "active"),
            ("run_id", Id),
            ("run_name", Name),
            ("run_uuid", Id),
            ("source_name", ""),
            ("source_type", 4),
            ("source_version", ""),
            ("start_time", RunSeries.StartOf(trial).ToUnixTimeMilliseconds()),
            ("status", Status()),
            ("tags", Array.Empty<string>()),
            ("user_id", "sweep")));
        WriteParams(Path.Combine(folder, "params"));
        WriteTags(Path.Combine(folder, "tags"));
        WriteMetrics(Path.Combine(folder, "metrics"));
    }

    // MLflow's RunStatus. A diverged training is a result: its run is finished, and a tag tells.
    private int Status() => trial.Trial.Finished?.Result.Outcome switch
    {
        null => 1,
        TrialOutcome.Failed => 4,
        TrialOutcome.Stopped => 5,
        _ => 3,
    };

    private void WriteParams(string folder)
    {
        var values = source.Plan.Spec.Factors.Zip(_definition.Combination.Levels, (f, level) => KeyValuePair.Create(f.Name, level))
            .Concat(ConfigFields.Of(_definition.Combination.Config))
            .Append(new("sweep.seed", _definition.Key.Value.ToString(CultureInfo.InvariantCulture)));
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in values)
        {
            var legal = MlflowName.Of(name);
            var own = legal;
            for (var n = 2; !taken.Add(own); n++)
                own = string.Create(CultureInfo.InvariantCulture, $"{legal}_{n}");
            File.WriteAllText(Path.Combine(folder, own), MlflowName.Cut(value));
        }
    }

    private void WriteTags(string folder)
    {
        var finished = trial.Trial.Finished;
        var verdicts = SweepResults.Judge(source.Plan, trial);
        var sweep = source.Sweep;
        (string Name, string? Value)[] tags =
        [
            ("mlflow.runName", Name),
            ("mlflow.user", "sweep"),
            ("mlflow.source.name", "sweep"),
            ("mlflow.source.type", "LOCAL"),
            ("mlflow.note.content", string.Join("\n", verdicts.Evidence.Select(e => e.Text).Where(t => t.Length > 0))),
            ("sweep.id", sweep.Id),
            ("sweep.version", sweep.Version),
            ("sweep.trial", Text(_definition.Index)),
            ("sweep.combination", Text(_definition.Combination.Index)),
            ("sweep.replicate", Text(_definition.Replicate)),
            ("sweep.attempt", Text(trial.Trial.Attempt)),
            ("sweep.outcome", finished is null ? null : Names.Of(finished.Result.Outcome)),
            ("sweep.end", finished?.Result.End is { } end ? Names.Of(end) : null),
            ("sweep.verdicts", string.Join(';', verdicts.Names)),
            ("sweep.detail", finished?.Result.Detail),
            ("sweep.worker", finished?.Worker),
            ("sweep.weights_hash", finished?.Result.WeightsHash),
            ("sweep.digest", finished?.Digest),
        ];
        foreach (var (name, value) in tags.Where(t => !string.IsNullOrEmpty(t.Value)))
            File.WriteAllText(Path.Combine(folder, name), value);
    }

    private void WriteMetrics(string folder)
    {
        foreach (var series in trial.Epochs.SelectMany(e => RunSeries.Of(trial, e, source.Task)).Concat(RunSeries.Ends(trial)).GroupBy(p => p.Name))
        {
            var path = Path.Combine(folder, Path.Combine([.. series.Key.Split('/').Select(MlflowName.Of)]));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var lines = new StringBuilder();
            foreach (var point in series)
                lines.Append(CultureInfo.InvariantCulture, $"{point.At.ToUnixTimeMilliseconds()} {Number(point.Value)} {point.Epoch}\n");
            File.WriteAllText(path, lines.ToString());
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf") : value.ToString("R", CultureInfo.InvariantCulture);
}
