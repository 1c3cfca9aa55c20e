using Sweep.Core.Results;

namespace Sweep.Reporting.Export;

/// <summary>Columns of the exported tables, in order.</summary>
public static class ExportColumns
{
    /// <summary>Columns of trials.csv for these factors and this task.</summary>
    public static IReadOnlyList<string> Trials(IReadOnlyList<string> factors, TaskKind task)
    {
        ArgumentNullException.ThrowIfNull(factors);
        string[] before = ["trial", "combination", "replicate"];
        var score = Names.ScoreOf(task);
        string[] after =
        [
            "seed", "attempt", "outcome", "end", "verdicts",
            "epochs", "steps", "samples", "best_epoch",
            "train_loss", $"train_{score}", "validation_loss", $"validation_{score}", "test_loss", $"test_{score}",
            "diverged_step", "diverged_layer", "detail",
            "started", "seconds", "worker", "weights_hash", "digest",
            "train_top_k", "validation_top_k", "test_top_k",
        ];

        // A factor can be called like a column, epochs for one; its own then says what it is.
        var taken = before.Concat(after).ToHashSet(StringComparer.Ordinal);
        return [.. before, .. factors.Select(f => taken.Contains(f) ? "factor." + f : f), .. after];
    }

    /// <summary>Columns of epochs.csv for this task.</summary>
    public static IReadOnlyList<string> Epochs(TaskKind task)
    {
        var score = Names.ScoreOf(task);
        return ["trial", "epoch", "steps", "train_loss", $"train_{score}", "validation_loss", $"validation_{score}", "learning_rate", "train_top_k", "validation_top_k"];
    }

    /// <summary>Columns of gradients.csv.</summary>
    public static IReadOnlyList<string> Gradients { get; } =
    [
        "trial", "epoch", "layer",
        "gradient_norm_min", "gradient_norm_mean", "gradient_norm_max", "nan_count", "inf_count",
        "weight_norm", "update_ratio", "activation_mean", "activation_std", "saturated_share", "dead_share",
        "clip_rate", "clip_factor", "jacobian_norm", "jacobian_bound", "histogram",
    ];
}
