using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Reporting.Export;

/// <summary>A trial's numbers as named series over epochs, for tools that show runs.</summary>
internal static class RunSeries
{
    /// <summary>Sweeps of more trials are not written as runs: the tools that read them do not bear it.</summary>
    public const int MaxRuns = 10_000;

    /// <summary>Prefix of the names of the values that the trial ended with.</summary>
    public const string Final = "final/";

    /// <summary>Points of one epoch. What was not measured is left out.</summary>
    public static IEnumerable<RunPoint> Of(TrialTelemetry trial, EpochReport epoch, TaskKind task)
    {
        var at = MomentOf(trial, epoch);
        return Epoch(epoch, Names.ScoreOf(task)).Concat(epoch.Layers.SelectMany(Layer))
            .Where(p => !double.IsNaN(p.Value))
            .Select(p => new RunPoint(p.Name, epoch.Epoch, at, p.Value));
    }

    /// <summary>When an epoch ended, by its share of the steps: the record keeps no time of it.</summary>
    public static DateTimeOffset MomentOf(TrialTelemetry trial, EpochReport epoch)
    {
        var start = StartOf(trial);
        var steps = trial.Epochs[^1].Steps;
        return steps > 0 ? start + ((EndOf(trial) - start) * ((double)epoch.Steps / steps)) : start;
    }

    /// <summary>What the trial ended with, at the epoch whose weights it kept; nothing without a result.</summary>
    public static IEnumerable<RunPoint> Ends(TrialTelemetry trial)
    {
        if (trial.Trial.Finished is not { } finished)
            return [];
        var result = finished.Result;
        var score = Names.ScoreOf(result.Task);
        var end = EndOf(trial);
        return new (string Name, double Value)[]
        {
            ("train_loss", result.TrainLoss), ($"train_{score}", result.TrainScore),
            ("validation_loss", result.ValidationLoss), ($"validation_{score}", result.ValidationScore),
            ("test_loss", result.TestLoss), ($"test_{score}", result.TestScore),
            ("train_top_k", result.TrainTopK), ("validation_top_k", result.ValidationTopK), ("test_top_k", result.TestTopK),
            ("seconds", result.Outcome == TrialOutcome.Failed ? double.NaN : finished.Seconds),
        }
        .Where(p => !double.IsNaN(p.Value))
        .Select(p => new RunPoint(Final + p.Name, result.BestEpoch, end, p.Value));
    }

    /// <summary>When the trial's last attempt began.</summary>
    public static DateTimeOffset StartOf(TrialTelemetry trial) => trial.Trial.Finished?.Started ?? trial.Trial.ClaimedAt;

    /// <summary>When it ended; when it was claimed, where it has no result.</summary>
    public static DateTimeOffset EndOf(TrialTelemetry trial)
        => trial.Trial.Finished is { } finished ? finished.Started + TimeSpan.FromSeconds(finished.Seconds) : trial.Trial.ClaimedAt;

    private static IEnumerable<(string Name, double Value)> Epoch(EpochReport epoch, string score) =>
    [
        ("train_loss", epoch.TrainLoss), ($"train_{score}", epoch.TrainScore),
        ("validation_loss", epoch.ValidationLoss), ($"validation_{score}", epoch.ValidationScore),
        ("train_top_k", epoch.TrainTopK), ("validation_top_k", epoch.ValidationTopK),
        ("learning_rate", epoch.LearningRate),
    ];

    private static IEnumerable<(string Name, double Value)> Layer(LayerReport layer)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"layer_{layer.Layer}");
        return
        [
            ($"gradient_norm_mean/{at}", layer.GradientNormMean), ($"gradient_norm_max/{at}", layer.GradientNormMax),
            ($"weight_norm/{at}", layer.WeightNorm), ($"update_ratio/{at}", layer.UpdateRatio),
            ($"saturated_share/{at}", layer.SaturatedShare), ($"dead_share/{at}", layer.DeadShare),
            ($"clip_rate/{at}", layer.ClipRate),
        ];
    }
}
