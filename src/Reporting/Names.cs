using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Statistics;

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

    /// <summary>A correction's name: <c>benjamini_hochberg</c>.</summary>
    public static string Of(Adjustment adjustment) => adjustment switch
    {
        Adjustment.Holm => "holm",
        Adjustment.BenjaminiHochberg => "benjamini_hochberg",
        _ => "none",
    };

    /// <summary>The name of a unit of analysis.</summary>
    public static string Of(AnalysisBasis basis) => basis switch
    {
        AnalysisBasis.Replicates => "replicates",
        AnalysisBasis.Combinations => "combinations",
        _ => "none",
    };

    /// <summary>The name of a way to estimate means.</summary>
    public static string Of(EstimationMethod method) => method switch
    {
        EstimationMethod.CellMeans => "cell_means",
        EstimationMethod.LeastSquaresWithPairs => "least_squares_with_pairs",
        EstimationMethod.LeastSquares => "least_squares",
        _ => "none",
    };

    /// <summary>The name of a task's score.</summary>
    public static string ScoreOf(TaskKind task) => task == TaskKind.Regression ? "r2" : "accuracy";
}
