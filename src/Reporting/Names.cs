using Sweep.Core.Results;

namespace Sweep.Reporting;

/// <summary>Names as specs, exports and tables write them.</summary>
public static class Names
{
    /// <summary>A metric's name: <c>validation_loss</c>.</summary>
    public static string Of(Metric metric) => metric switch
    {
        Metric.ValidationLoss => "validation_loss",
        Metric.ValidationAccuracy => "validation_accuracy",
        Metric.ValidationR2 => "validation_r2",
        Metric.TrainLoss => "train_loss",
        Metric.TrainAccuracy => "train_accuracy",
        Metric.ValidationTopK => "validation_top_k",
        Metric.TrainTopK => "train_top_k",
        _ => "train_r2",
    };

    /// <summary>An outcome's name.</summary>
    public static string Of(TrialOutcome outcome) => outcome switch
    {
        TrialOutcome.Completed => "completed",
        TrialOutcome.Diverged => "diverged",
        TrialOutcome.Failed => "failed",
        _ => "stopped",
    };

    /// <summary>The name of a training's end.</summary>
    public static string Of(TrainingEnd end) => end switch
    {
        TrainingEnd.Epochs => "epochs",
        TrainingEnd.EarlyStopping => "early_stopping",
        TrainingEnd.StepBudget => "step_budget",
        TrainingEnd.NonFinite => "non_finite",
        _ => "explosion",
    };

    /// <summary>The name of a task's score.</summary>
    public static string ScoreOf(TaskKind task) => task == TaskKind.Regression ? "r2" : "accuracy";
}
