using Sweep.Core.Configuration;
using Sweep.Core.Results;

namespace Sweep.Core.Specs;

/// <content>Rules of the network and of its training.</content>
public static partial class ConfigRules
{
    private static void CheckModel(TrialConfig config, DataFacts facts, List<RuleViolation> found)
    {
        var model = config.Model;
        var ways = (model.Hidden, model.Depth, model.Width);
        if (ways is ({ }, not null, _) or ({ }, _, not null))
            found.Add(new("model.hidden", "hidden is given together with depth or width; give the widths or depth and width, not both"));
        var layers = ways is ({ }, not null, _) or ({ }, _, not null) ? model.Hidden! : model.HiddenWidths();
        if (model.Dropout > 0 && model.AlphaDropout > 0)
            found.Add(new("model.alpha_dropout", "dropout and alpha_dropout are both above 0; give one"));
        if (model.BiasInit is not (Initialisation.Zero or Initialisation.Constant or Initialisation.Uniform or Initialisation.Normal))
            found.Add(new("model.bias_init", "biases have no fan; allowed: zero, constant, uniform, normal"));
        if (model.Residual > 0 && (model.Residual > layers.Count || layers.Count % model.Residual != 0))
            found.Add(new("model.residual", Text($"blocks of {model.Residual} do not divide {layers.Count} hidden layers")));
        CheckLayers(model, layers.Count, found);
        CheckBatchNorm(config, facts, found);
        if (Parameters(config) is var parameters and > MaxParameters)
            found.Add(new(model.Conv.Count > 0 ? "model.conv" : "model.hidden", Text($"the network has {parameters:E1} parameters; at most {MaxParameters:E0} are allowed")));
    }

    private static void CheckLayers(ModelConfig model, int layers, List<RuleViolation> found)
    {
        for (var i = 0; i < model.Layers.Count; i++)
        {
            var layer = model.Layers[i];
            if (layer.Layer > layers)
                found.Add(new(Text($"model.layers[{i}].layer"), Text($"there is no hidden layer {layer.Layer}; the network has {layers}")));
            if (model.Layers.Take(i).Any(l => l.Layer == layer.Layer))
                found.Add(new(Text($"model.layers[{i}].layer"), Text($"layer {layer.Layer} is here twice")));
            if (layer.Dropout > 0 && model.AlphaDropout > 0)
                found.Add(new(Text($"model.layers[{i}].dropout"), Text($"dropout of layer {layer.Layer} and alpha_dropout are both above 0; give one")));
        }
    }

    private static void CheckBatchNorm(TrialConfig config, DataFacts facts, List<RuleViolation> found)
    {
        var used = config.Model.Normalization is Normalisation.BatchNorm || config.Model.Layers.Any(l => l.Normalization is Normalisation.BatchNorm);
        if (used && config.Training.BatchSize.Samples == 1)
            found.Add(new("training.batch_size", "batch_norm has no variance in a batch of 1; take a batch_size of at least 2, or layer_norm"));
        if (used && (facts.Rows == 1 || config.Dataset.TrainRows == 1))
            found.Add(new("dataset.train_rows", "batch_norm has no variance in a batch of 1; take at least 2 training rows, or layer_norm"));
    }

    private static void CheckConvolutions(TrialConfig config, DataFacts facts, List<RuleViolation> found)
    {
        if (config.Model.Conv.Count == 0)
            return;
        found.AddRange(ConvolutionRules.CheckStages(config.Model));
        if (!facts.Images)
            found.Add(new("model.conv", "conv needs images; use digits or idx"));
        else if (facts.Size is var (height, width))
            found.AddRange(ConvolutionRules.CheckSizes(config, height, width));
    }

    private static void CheckTraining(TrainingConfig training, DataFacts facts, List<RuleViolation> found)
    {
        if (training.Optimizer is Optimizer.Sgd { Nesterov: true } sgd && (sgd.Momentum <= 0 || sgd.Dampening != 0))
            found.Add(new("training.optimizer.nesterov", Text($"nesterov needs a momentum above 0 and a dampening of 0; found momentum {sgd.Momentum}, dampening {sgd.Dampening}")));
        if (training.Optimizer is Optimizer.Sgd { Dampening: > 0, Momentum: 0 })
            found.Add(new("training.optimizer.dampening", "dampening needs a momentum above 0"));
        CheckLoss(training, facts, found);
    }

    private static void CheckTopK(TrainingConfig training, Objective objective, DataFacts facts, List<RuleViolation> found)
    {
        if (training.TopK > 0 && facts.Task == TaskKind.Regression)
            found.Add(new("training.top_k", "top_k needs classes; the data set's target is a number"));
        else if (facts.Classes is { } classes && training.TopK >= classes)
            found.Add(new("training.top_k", Text($"top_k {training.TopK} must be below the number of classes, {classes}; every sample is among the top {classes}")));
        if (training.TopK == 0 && facts.Task != TaskKind.Regression && objective.Metric is (Metric.ValidationTopK or Metric.TrainTopK))
            found.Add(new("objective", "top-k accuracy is not measured; say which, as training: {top_k: 5}"));
    }

    private static void CheckLoss(TrainingConfig training, DataFacts facts, List<RuleViolation> found)
    {
        var regression = facts.Task == TaskKind.Regression;
        if (training.LabelSmoothing > 0 && regression)
            found.Add(new("training.label_smoothing", "label_smoothing needs classes; the data set's target is a number"));
        else if (training.LabelSmoothing > 0 && training.Loss is not (Loss.Auto or Loss.CrossEntropy or Loss.BinaryCrossEntropy))
            found.Add(new("training.label_smoothing", "label_smoothing needs cross_entropy or binary_cross_entropy as loss"));
        if (training.Loss is Loss.CrossEntropy && regression)
            found.Add(new("training.loss", "cross_entropy needs classes; for a number take mse, huber or mae"));
        if (training.Loss is Loss.BinaryCrossEntropy && regression)
            found.Add(new("training.loss", "binary_cross_entropy needs two classes; for a number take mse, huber or mae"));
        else if (training.Loss is Loss.BinaryCrossEntropy && facts.Classes is not (null or 2))
            found.Add(new("training.loss", Text($"binary_cross_entropy needs two classes, the data set has {facts.Classes}; take cross_entropy")));
    }
}
