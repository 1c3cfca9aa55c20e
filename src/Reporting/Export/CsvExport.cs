using System.Globalization;
using System.Text;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Core.Verdicts;
using Sweep.Reporting.Json;
using Sweep.Storage;

namespace Sweep.Reporting.Export;

/// <summary>
/// Writes a sweep's record as tables: trials.csv, epochs.csv, gradients.csv, results.json and spec.yaml
/// (docs/outputs.md tells every column). One trial is in memory at a time.
/// </summary>
public static class CsvExport
{
    /// <summary>Checks, before anything is run or read, that an export can go to a folder. Makes nothing.</summary>
    /// <exception cref="InvalidInputException">It cannot: it is a file, or holds files that no export wrote.</exception>
    public static void Check(string directory, bool overwrite = false) => ExportFolder.Check(directory, overwrite);

    /// <summary>Writes the export.</summary>
    /// <param name="store">The record.</param>
    /// <param name="results">The sweep's results, as read from the same record.</param>
    /// <param name="plan">The sweep's plan.</param>
    /// <param name="directory">Folder to write to; made where it is missing.</param>
    /// <param name="overwrite">Whether a folder that holds other files is taken too; they stay.</param>
    /// <param name="cancellation">Ends the export; what was there before then stays as it was.</param>
    /// <returns>Paths of the files written.</returns>
    /// <exception cref="InvalidInputException">The folder holds files that no export wrote.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        ISweepStore store, SweepResults results, SweepPlan plan, string directory, bool overwrite = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var folder = ExportFolder.Open(directory, overwrite);
        try
        {
            await WriteTablesAsync(store, results, plan, folder, cancellation).ConfigureAwait(false);
            await WriteTextAsync(folder.Temporary("results.json"), ResultsJson.Of(results) + "\n", cancellation).ConfigureAwait(false);
            await WriteTextAsync(folder.Temporary("spec.yaml"), plan.NormalisedYaml, cancellation).ConfigureAwait(false);
            folder.Publish();
        }
        catch
        {
            folder.Discard();
            throw;
        }

        return [.. ExportFolder.FileNames.Select(n => Path.Combine(directory, n))];
    }

    /// <summary>Writes trials.csv alone, to a stream that stays open.</summary>
    public static async Task WriteTrialsAsync(
        ISweepStore store, SweepResults results, SweepPlan plan, Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(stream);
        var trials = new CsvFile(stream);
        await using var owned = trials.ConfigureAwait(false);
        await trials.WriteHeaderAsync(ExportColumns.Trials([.. plan.Spec.Factors.Select(f => f.Name)], results.Task), cancellation).ConfigureAwait(false);
        await foreach (var trial in TelemetryReader.ReadAsync(store, results.Sweep.Id, cancellation).ConfigureAwait(false))
        {
            AddTrial(trials, plan, trial);
            await trials.EndRowAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static async Task WriteTablesAsync(
        ISweepStore store, SweepResults results, SweepPlan plan, ExportFolder folder, CancellationToken cancellation)
    {
        var trials = new CsvFile(folder.Temporary("trials.csv"));
        await using var ownedTrials = trials.ConfigureAwait(false);
        var epochs = new CsvFile(folder.Temporary("epochs.csv"));
        await using var ownedEpochs = epochs.ConfigureAwait(false);
        var gradients = new CsvFile(folder.Temporary("gradients.csv"));
        await using var ownedGradients = gradients.ConfigureAwait(false);

        var columns = ExportColumns.Trials([.. plan.Spec.Factors.Select(f => f.Name)], results.Task);
        await trials.WriteHeaderAsync(columns, cancellation).ConfigureAwait(false);
        await epochs.WriteHeaderAsync(ExportColumns.Epochs(results.Task), cancellation).ConfigureAwait(false);
        await gradients.WriteHeaderAsync(ExportColumns.Gradients, cancellation).ConfigureAwait(false);
        await foreach (var trial in TelemetryReader.ReadAsync(store, results.Sweep.Id, cancellation).ConfigureAwait(false))
        {
            AddTrial(trials, plan, trial);
            await trials.EndRowAsync(cancellation).ConfigureAwait(false);
            foreach (var epoch in trial.Epochs)
            {
                AddEpoch(epochs, trial.Trial.Index, epoch);
                await epochs.EndRowAsync(cancellation).ConfigureAwait(false);
                foreach (var layer in epoch.Layers)
                {
                    AddLayer(gradients, trial.Trial.Index, epoch.Epoch, layer);
                    await gradients.EndRowAsync(cancellation).ConfigureAwait(false);
                }
            }
        }

        await trials.CloseAsync(cancellation).ConfigureAwait(false);
        await epochs.CloseAsync(cancellation).ConfigureAwait(false);
        await gradients.CloseAsync(cancellation).ConfigureAwait(false);
    }

    private static void AddTrial(CsvFile file, SweepPlan plan, TrialTelemetry trial)
    {
        var definition = plan.Trial(trial.Trial.Index);
        file.Add(definition.Index).Add(definition.Combination.Index).Add(definition.Replicate);
        foreach (var level in definition.Combination.Levels)
            file.Add(level);
        file.Add(definition.Key.Value).Add(trial.Trial.Attempt);
        if (trial.Trial.Finished is not { } finished)
        {
            file.AddEmpty(24);
            return;
        }

        var result = finished.Result;
        var verdicts = VerdictRules.Judge(trial.Epochs, result, definition.Combination.Config, plan.Spec.Verdicts);
        file.Add(Names.Of(result.Outcome)).Add(result.End is { } end ? Names.Of(end) : "").Add(string.Join(';', verdicts.Names))
            .Add(result.Epochs).Add(result.Steps).Add(result.Samples).Add(result.BestEpoch)
            .Add(result.TrainLoss).Add(result.TrainScore)
            .Add(result.ValidationLoss).Add(result.ValidationScore)
            .Add(result.TestLoss).Add(result.TestScore)
            .Add(result.DivergedStep).Add(result.DivergedLayer).Add(result.Detail)
            .Add(finished.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture))
            .Add(finished.Seconds).Add(finished.Worker).Add(result.WeightsHash).Add(finished.Digest)
            .Add(result.TrainTopK).Add(result.ValidationTopK).Add(result.TestTopK);
    }

    private static void AddEpoch(CsvFile file, long trial, EpochReport epoch)
        => file.Add(trial).Add(epoch.Epoch).Add(epoch.Steps)
            .Add(epoch.TrainLoss).Add(epoch.TrainScore).Add(epoch.ValidationLoss).Add(epoch.ValidationScore)
            .Add(epoch.LearningRate)
            .Add(epoch.TrainTopK).Add(epoch.ValidationTopK);

    private static void AddLayer(CsvFile file, long trial, int epoch, LayerReport layer)
        => file.Add(trial).Add(epoch).Add(layer.Layer)
            .Add(layer.GradientNormMin).Add(layer.GradientNormMean).Add(layer.GradientNormMax)
            .Add(layer.NanCount).Add(layer.InfCount)
            .Add(layer.WeightNorm).Add(layer.UpdateRatio).Add(layer.ActivationMean).Add(layer.ActivationStd)
            .Add(layer.SaturatedShare).Add(layer.DeadShare)
            .Add(layer.ClipRate).Add(layer.ClipFactor).Add(layer.JacobianNorm).Add(layer.JacobianBound)
            .Add(string.Join(';', layer.Histogram));

    private static async Task WriteTextAsync(string path, string text, CancellationToken cancellation)
    {
        var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 4_096, useAsync: true);
        await using var owned = stream.ConfigureAwait(false);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation).ConfigureAwait(false);
        stream.Flush(flushToDisk: true);
    }
}
