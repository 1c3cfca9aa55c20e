using System.Collections.ObjectModel;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;

namespace Sweep.Core.Verdicts;

/// <summary>What the rules must know beside the telemetry.</summary>
/// <param name="ChanceScore">Score of a network that has learnt nothing: 1/classes, or 0 for R²; NaN where the number of classes is unknown.</param>
/// <param name="Rectifier">Whether a derivative of about zero for half of all inputs is the activation's design.</param>
public sealed record VerdictContext(double ChanceScore, bool Rectifier)
{
    /// <summary>Loss of a network that has learnt nothing; where the number of classes is unknown that of two, the least.</summary>
    public double ChanceLoss { get; init; } = Math.Log(2);

    /// <summary>Whether the loss grows with the square of the outputs, and not with the outputs.</summary>
    public bool Squared { get; init; }

    /// <summary>Layers whose activation is another kind than <see cref="Rectifier"/> says.</summary>
    public IReadOnlyDictionary<int, bool> Exceptions { get; init; } = ReadOnlyDictionary<int, bool>.Empty;

    /// <summary>What follows from a task and a number of classes; 0 classes for unknown. The loss is the one that the task is given by itself.</summary>
    public static VerdictContext For(TaskKind task, int classes, bool rectifier)
        => new(task == TaskKind.Regression ? 0 : classes > 0 ? 1.0 / classes : double.NaN, rectifier)
        {
            ChanceLoss = task == TaskKind.Regression ? 1 : Math.Log(Math.Max(classes, 2)),
            Squared = task == TaskKind.Regression,
        };

    /// <summary>What follows from a trial's configuration and the task that its data set turned out to be.</summary>
    public static VerdictContext For(TrialConfig config, TaskKind task)
    {
        ArgumentNullException.ThrowIfNull(config);
        var classes = DataFacts.Of(config.Dataset.Source).Classes ?? 0;
        var context = For(task, classes, IsRectifier(config.Model.Activation));
        var exceptions = config.Model.OwnActivations()
            .Where(own => IsRectifier(own.Value) != context.Rectifier)
            .ToDictionary(own => own.Key, _ => !context.Rectifier);
        return context with
        {
            // Targets of a regression have variance 1; one-hot targets have (1/C)(1-1/C), a mean over outputs.
            ChanceLoss = config.Training.Loss switch
            {
                Loss.Mse when task == TaskKind.Classification => (1 - (1.0 / Math.Max(classes, 2))) / Math.Max(classes, 2),
                _ => context.ChanceLoss,
            },
            Squared = config.Training.Loss is Loss.Mse || (config.Training.Loss is Loss.Auto && context.Squared),
            Exceptions = exceptions.Count == 0 ? context.Exceptions : exceptions,
        };
    }

    /// <summary>Whether half of a layer's derivatives are small by design.</summary>
    public bool IsRectifierIn(int layer) => Exceptions.TryGetValue(layer, out var other) ? other : Rectifier;

    private static bool IsRectifier(Activation activation)
        => activation is Activation.Relu or Activation.LeakyRelu or Activation.Prelu;
}
