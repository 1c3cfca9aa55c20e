using System.Reflection;
using Sweep.Core.Configuration;
using Sweep.Training.Data;

namespace Sweep.Torch.Tests;

/// <summary>The native engine's battery as both engines can run it to fifty steps and be compared.</summary>
internal static class ParityCases
{
    public const int Steps = 50;

    public static IReadOnlyList<string> Names => Battery.Names;

    public static (TrialConfig Config, PreparedData Data) Of(string name)
    {
        var (config, data) = Battery.Of(name);
        var batch = config.Training.BatchSize.For(data.Train.Rows);
        var stepsPerEpoch = (data.Train.Rows + batch - 1) / batch;
        var epochs = Math.Max(config.Training.Epochs, (Steps + stepsPerEpoch - 1) / stepsPerEpoch);
        return (config with { Training = WithoutJumps(config.Training) with { Epochs = epochs } }, data);
    }

    /// <summary>All that an option's type has of options.</summary>
    public static IEnumerable<Type> OptionsOf(Type choice) => choice.GetNestedTypes().Where(type => type.GetCustomAttribute<OptionAttribute>() is not null);

    // λ·sign(w) jumps where a weight passes 0, and an optimiser that divides by the gradient's size makes a whole step of a
    // jump, or of a gradient that is all rounding: L1 is compared with gradient descent, and centred RMSprop, whose first
    // steps are ten times the learning rate whatever the gradient, with a smaller one.
    private static TrainingConfig WithoutJumps(TrainingConfig training) => training.Optimizer switch
    {
        Optimizer.Sgd => training,
        Optimizer.RmsProp { Centered: true } centered => training with { L1 = 0, Optimizer = centered with { LearningRate = 0.001 } },
        _ => training with { L1 = 0 },
    };
}
