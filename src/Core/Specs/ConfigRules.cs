using System.Globalization;
using Sweep.Core.Configuration;
using Sweep.Core.Results;

namespace Sweep.Core.Specs;

/// <summary>
/// Rules over several fields of one configuration. Whoever reads a data set's files checks what only they can tell.
/// </summary>
public static partial class ConfigRules
{
    /// <summary>Greatest number of weights and biases of one network.</summary>
    public const double MaxParameters = 1e9;

    /// <summary>All that does not go together in one configuration; empty when all is well.</summary>
    public static IReadOnlyList<RuleViolation> Check(TrialConfig config, Objective objective)
    {
        ArgumentNullException.ThrowIfNull(config);
        var found = new List<RuleViolation>();
        var facts = DataFacts.Of(config.Dataset.Source);
        CheckDataset(config, facts, found);
        CheckModel(config, facts, found);
        CheckConvolutions(config, facts, found);
        CheckTraining(config.Training, facts, found);
        CheckTopK(config.Training, objective, facts, found);
        CheckObjective(objective, facts, found);
        found.AddRange(EngineRules.Check(config));
        return found;
    }

    /// <summary>What is allowed but seldom meant.</summary>
    public static IReadOnlyList<RuleViolation> Advise(TrialConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var found = new List<RuleViolation>();
        var model = config.Model;
        if (model.AlphaDropout > 0 && model.Activation is not Activation.Selu)
            found.Add(new("model.alpha_dropout", "alpha_dropout keeps mean and variance under the activation selu alone"));
        if (model.Init is (Initialisation.Zero or Initialisation.Constant) && (model.HiddenWidths().Count > 0 || model.Conv.Count > 0))
            found.Add(new("model.init", "equal weights keep the units of a layer equal for ever"));
        if (config.Training.Optimizer is Optimizer.AdamW && config.Training is { L2: > 0, WeightDecay: null })
            found.Add(new("training.l2", "adamw decays weights by 0.01 beside l2 unless weight_decay says otherwise"));
        if (config.Training.EarlyStopping is EarlyStopping.Patience patience && patience.Epochs >= config.Training.Epochs)
            found.Add(new("training.early_stopping.epochs", Text($"a patience of {patience.Epochs} epochs never ends a training of {config.Training.Epochs}")));
        return found;
    }

    /// <summary>Number of weights, biases and learnt scales of a network; unknown numbers of features or classes count as 1.</summary>
    public static double Parameters(TrialConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var facts = DataFacts.Of(config.Dataset.Source);
        double previous = facts.Features ?? 1, sum = 0;
        if (Convolution.Of(config.Model.Conv, facts.Size?.Height ?? 1, facts.Size?.Width ?? 1) is [.., var last] convolutions)
        {
            sum = convolutions.Sum(c => c.Parameters);
            previous = facts.Size is null ? last.Channels : last.OutSize;
        }

        foreach (var width in config.Model.HiddenWidths())
        {
            sum += (previous + 1) * width;
            previous = width;
        }

        return sum + ((previous + 1) * (facts.Classes ?? 1));
    }

    private static void CheckDataset(TrialConfig config, DataFacts facts, List<RuleViolation> found)
    {
        var dataset = config.Dataset;
        if (dataset.Source is DataSource.Csv { Path.Length: 0 })
            found.Add(new("dataset.path", "csv needs the path of a file, as {csv: my.csv}"));
        if (dataset.Source is DataSource.Idx { Path.Length: 0 })
            found.Add(new("dataset.path", "idx needs the path of a folder, as {idx: data/mnist}"));
        if (dataset.Validation + dataset.Test >= 1)
            found.Add(new("dataset.validation", Text($"validation {dataset.Validation} and test {dataset.Test} leave no rows to train on; together they must be below 1")));
        if (dataset.LabelNoise > 0 && facts.Task == TaskKind.Regression)
            found.Add(new("dataset.label_noise", "label_noise needs classes; the data set's target is a number"));
        if (facts is { Rows: { } rows, Classes: { } classes } && rows < classes * 3)
            found.Add(new("dataset.points", Text($"{rows} samples of {classes} classes cannot be split into train, validation and test; at least {classes * 3} are needed")));
        if (!facts.Images && config.Training.Augmentation is { } a)
        {
            foreach (var (name, used) in new[] { ("shift", a.Shift > 0), ("rotate", a.Rotate > 0), ("scale", a.Scale > 0), ("cutout", a.Cutout > 0) }.Where(x => x.Item2))
                found.Add(new("training.augmentation." + name, $"{name} needs images; use digits or idx, or augment by noise, feature_dropout or mixup"));
        }
    }

    private static void CheckObjective(Objective objective, DataFacts facts, List<RuleViolation> found)
    {
        if (facts.Task == TaskKind.Regression && objective.Metric is (Metric.ValidationAccuracy or Metric.TrainAccuracy or Metric.ValidationTopK or Metric.TrainTopK))
            found.Add(new("objective", "accuracy needs classes; for a number decide on validation_loss or validation_r2"));
        if (facts.Task == TaskKind.Classification && objective.Metric is (Metric.ValidationR2 or Metric.TrainR2))
            found.Add(new("objective", "R2 needs a number as target; for classes decide on validation_loss or validation_accuracy"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
