using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Training.Augmenting;
using Sweep.Training.Data;

namespace Sweep.Training.Planning;

/// <summary>What a configuration asks of its data set, checked once before anything is drawn.</summary>
internal static class PlanChecks
{
    /// <summary>Throws <see cref="InvalidInputException"/> with all that does not fit together.</summary>
    public static void Check(TrialConfig config, int hiddenLayers, int classes, TaskKind task, Loss loss, ImageShape? image)
    {
        var problems = new List<string>();
        if (task == TaskKind.Regression && loss is Loss.CrossEntropy or Loss.BinaryCrossEntropy)
            problems.Add($"training.loss: {NameOf(loss)} needs classes, the data set is a regression; use mse, huber or mae");
        if (task == TaskKind.Classification && loss is Loss.BinaryCrossEntropy && classes != 2)
            problems.Add($"training.loss: binary_cross_entropy needs 2 classes, the data set has {classes}; use cross_entropy");
        if (task == TaskKind.Regression && config.Training.LabelSmoothing > 0)
            problems.Add("training.label_smoothing: needs classes, the data set is a regression; use 0");
        if (task == TaskKind.Regression && config.Training.TopK > 0)
            problems.Add("training.top_k: needs classes, the data set is a regression; use 0");
        if (task == TaskKind.Classification && config.Training.TopK >= classes)
            problems.Add($"training.top_k: found {config.Training.TopK}, must be below the number of classes, {classes}");
        if (config.Training.Optimizer is Optimizer.Sgd { Nesterov: true } sgd && (sgd.Momentum <= 0 || sgd.Dampening != 0))
            problems.Add("training.optimizer: nesterov needs momentum above 0 and dampening 0");
        if (config.Model.BiasInit is not (Initialisation.Zero or Initialisation.Constant or Initialisation.Uniform or Initialisation.Normal))
            problems.Add("model.bias_init: use zero, constant, uniform or normal");
        foreach (var layer in config.Model.Layers.Where(layer => layer.Layer < 1 || layer.Layer > hiddenLayers))
            problems.Add($"model.layers: layer {layer.Layer} does not exist, hidden layers are 1 to {hiddenLayers}");
        if (image is null && Augmenter.ChangesImages(config.Training.Augmentation))
            problems.Add("training.augmentation: shift, rotate, scale and cutout need images, the data set holds none; use noise, feature_dropout or mixup");
        if (config.Model.Conv.Count > 0)
            problems.AddRange(Convolutions(config, image).Select(violation => $"{violation.Path}: {violation.Message}"));
        if (problems.Count > 0)
            throw new InvalidInputException([.. problems.Select(problem => new Problem("config", 0, 0, problem))]);
    }

    /// <summary>Returns the configuration, or throws <see cref="InvalidInputException"/> with all that it asks for and an engine lacks.</summary>
    public static TrialConfig CheckEngine(TrialConfig config, Engine engine)
    {
        if (EngineRules.Check(config, engine) is { Count: > 0 } lacks)
            throw new InvalidInputException([.. lacks.Select(lack => new Problem("config", 0, 0, $"{lack.Path}: {lack.Message}"))]);
        return config;
    }

    /// <summary>Throws <see cref="InvalidInputException"/> where a layer or its activations would be larger than one block of memory can be.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="capacity">Greatest number of samples of a batch.</param>
    public static void CheckSizes(NetworkPlan plan, int capacity)
    {
        var problems = new List<string>();
        if ((long)NetworkPlan.Pad(plan.Widest) * capacity > int.MaxValue)
            problems.Add($"training.batch_size: {capacity} samples of {plan.Widest} units are more than {int.MaxValue} numbers; use a smaller batch");
        foreach (var layer in plan.Layers.Where(layer => layer.Length > int.MaxValue))
            problems.Add(layer.Convolution is { Stage: var stage }
                ? $"model.conv[{stage}]: layer {layer.Number} has {layer.Length} parameters, {int.MaxValue} are allowed; use fewer channels or a smaller kernel"
                : $"model.hidden: layer {layer.Number} has {layer.Length} parameters, {int.MaxValue} are allowed; use narrower layers");
        if (problems.Count > 0)
            throw new InvalidInputException([.. problems.Select(problem => new Problem("config", 0, 0, problem))]);
    }

    private static IEnumerable<RuleViolation> Convolutions(TrialConfig config, ImageShape? image)
    {
        var stages = ConvolutionRules.CheckStages(config.Model);
        return image is { } shape
            ? stages.Concat(ConvolutionRules.CheckSizes(config, shape.Height, shape.Width))
            : stages.Append(new("model.conv", "needs images, the data set holds none; use digits or idx"));
    }

    private static string NameOf(Loss loss)
        => ((OptionAttribute)Attribute.GetCustomAttribute(loss.GetType(), typeof(OptionAttribute))!).Name;
}
