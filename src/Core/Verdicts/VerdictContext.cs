using Sweep.Core.Configuration;
using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>What the rules must know beside the telemetry.</summary>
/// <param name="ChanceScore">Score of a network that has learnt nothing: 1/classes, or 0 for R²; NaN where the number of classes is unknown.</param>
/// <param name="Rectifier">Whether a derivative of about zero for half of all inputs is the activation's design.</param>
public sealed record VerdictContext(double ChanceScore, bool Rectifier)
{
    /// <summary>What follows from a task and a number of classes; 0 classes for unknown.</summary>
    public static VerdictContext For(TaskKind task, int classes, bool rectifier)
        => new(task == TaskKind.Regression ? 0 : classes > 0 ? 1.0 / classes : double.NaN, rectifier);

    /// <summary>What follows from a trial's configuration and the task that its data set turned out to be.</summary>
    public static VerdictContext For(TrialConfig config, TaskKind task)
    {
        ArgumentNullException.ThrowIfNull(config);
        return For(task, ClassesOf(config.Dataset.Source), IsRectifier(config.Model));
    }

    private static bool IsRectifier(ModelConfig model)
        => IsRectifier(model.Activation) || model.Layers.Any(l => l.Activation is { } a && IsRectifier(a));

    private static bool IsRectifier(Activation activation)
        => activation is Activation.Relu or Activation.LeakyRelu or Activation.Prelu;

    // What a file holds is not known from its configuration.
    private static int ClassesOf(DataSource source) => source switch
    {
        DataSource.Digits => 10,
        DataSource.BreastCancer or DataSource.Moons or DataSource.Circles or DataSource.Xor => 2,
        DataSource.Wine or DataSource.Iris => 3,
        DataSource.Spirals spirals => spirals.Arms,
        DataSource.Blobs blobs => blobs.Classes,
        _ => 0,
    };
}
