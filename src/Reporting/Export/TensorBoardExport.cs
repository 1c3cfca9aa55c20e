using System.Globalization;
using Sweep.Core.Results;
using Sweep.Core.Specs;

namespace Sweep.Reporting.Export;

/// <summary>
/// The sweep as event files of TensorBoard: a folder a trial, with scalars and histograms over epochs, and what the hparams
/// plugin reads. One trial is in memory at a time.
/// </summary>
public sealed class TensorBoardExport : IExportFormat
{
    /// <summary>Name of the folder, the log directory that TensorBoard is pointed at.</summary>
    internal const string Folder = "tensorboard";

    private const int Success = 1;
    private const int Failure = 2;

    /// <inheritdoc/>
    public IReadOnlyList<string> Entries { get; } = [Folder];

    /// <inheritdoc/>
    public void Check(ExportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Plan.Trials > RunSeries.MaxRuns)
            throw new InvalidInputException($"tensorboard: the sweep has {source.Plan.Trials} trials, allowed are at most {RunSeries.MaxRuns}, as every trial is a run to it; parquet, json and csv hold any number");
    }

    /// <inheritdoc/>
    public async Task WriteAsync(ExportSource source, ExportTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var root = target.MakeFolder(Folder, source.Sweep.Id);
        using (var experiment = new EventFile(root, source.Sweep.Created))
            experiment.AddSummary(source.Sweep.Created, 0, s => EventValues.Plugin(s, "experiment", 2, e => Experiment(e, source)));
        var width = Math.Max(1, (source.Plan.Trials - 1).ToString(CultureInfo.InvariantCulture).Length);
        await foreach (var trial in source.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var name = trial.Trial.Index.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
            using var events = new EventFile(Path.Combine(root, $"trial-{name}"), RunSeries.StartOf(trial));
            Write(events, source, trial);
        }
    }

    private static void Write(EventFile events, ExportSource source, TrialTelemetry trial)
    {
        var start = RunSeries.StartOf(trial);
        events.AddSummary(start, 0, s => EventValues.Plugin(s, "session_start_info", 3, i => Session(i, source, trial)));
        foreach (var epoch in trial.Epochs)
        {
            events.AddSummary(RunSeries.MomentOf(trial, epoch), epoch.Epoch, s =>
            {
                foreach (var point in RunSeries.Of(trial, epoch, source.Task))
                    EventValues.Scalar(s, point.Name, point.Value);
                foreach (var layer in epoch.Layers)
                    EventValues.Exponents(s, string.Create(CultureInfo.InvariantCulture, $"gradient_log2/layer_{layer.Layer}"), layer.Histogram);
            });
        }

        foreach (var end in RunSeries.Ends(trial))
            events.AddSummary(end.At, end.Epoch, s => EventValues.Scalar(s, end.Name, end.Value));

        if (trial.Trial.Finished is { } finished)
        {
            var status = finished.Result.Outcome is TrialOutcome.Completed or TrialOutcome.Diverged ? Success : Failure;
            events.AddSummary(RunSeries.EndOf(trial), 0, s => EventValues.Plugin(s, "session_end_info", 4, i => i
                .Whole(1, status).Double(2, (RunSeries.EndOf(trial) - DateTimeOffset.UnixEpoch).TotalSeconds)));
        }
    }

    // Replicates of a combination are sessions of one group, over which the plugin takes means.
    private static void Session(ProtoWriter info, ExportSource source, TrialTelemetry trial)
    {
        var combination = source.Plan.Trial(trial.Trial.Index).Combination;
        for (var f = 0; f < source.Factors.Count; f++)
        {
            var (factor, label) = (source.Factors[f], combination.Levels[f]);
            info.Message(1, entry => entry.Text(1, factor.Name).Message(2, value => EventValues.Level(value, label, factor.NumberOf(label))));
        }

        info.Text(4, string.Create(CultureInfo.InvariantCulture, $"combination-{combination.Index}"))
            .Double(5, (RunSeries.StartOf(trial) - DateTimeOffset.UnixEpoch).TotalSeconds);
    }

    private static void Experiment(ProtoWriter experiment, ExportSource source)
    {
        const int text = 1, number = 3;
        if (source.Plan.Spec.Description.Length > 0)
            experiment.Text(1, source.Plan.Spec.Description);
        experiment.Double(3, (source.Sweep.Created - DateTimeOffset.UnixEpoch).TotalSeconds);
        for (var f = 0; f < source.Factors.Count; f++)
        {
            var (factor, definition) = (source.Factors[f], source.Plan.Spec.Factors[f]);
            experiment.Message(4, info =>
            {
                info.Text(1, factor.Name).Whole(4, factor.Numeric ? number : text);
                if (definition.Range is { } range)
                    info.Message(6, interval => interval.Double(1, range.From).Double(2, range.To));
                else
                    info.Message(5, list =>
                    {
                        foreach (var level in definition.Levels)
                            list.Message(1, value => EventValues.Level(value, level.Label, factor.NumberOf(level.Label)));
                    });
            });
        }

        var score = Names.ScoreOf(source.Task);
        var objective = RunSeries.Final + Names.Of(source.Plan.Spec.Objective.Metric);
        string[] metrics = [.. new[] { "validation_loss", $"validation_{score}", "test_loss", $"test_{score}" }.Select(m => RunSeries.Final + m)];
        foreach (var metric in metrics.Where(m => m != objective).Prepend(objective))
            experiment.Message(5, info => info.Message(1, name => name.Text(2, metric)));
        experiment.Text(6, source.Sweep.Id);
    }
}
