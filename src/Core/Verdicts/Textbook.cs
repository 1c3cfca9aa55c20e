using Sweep.Core.Configuration;

namespace Sweep.Core.Verdicts;

/// <summary>What the books say about a verdict, given the configuration.</summary>
internal static class Textbook
{
    public static Remedy For(Verdict verdict, TrialConfig config) => verdict switch
    {
        Verdict.Vanishing => Vanishing(verdict, config.Model),
        Verdict.Exploding or Verdict.Diverged => Exploding(verdict, config),
        Verdict.Dead => Dead(verdict, config),
        Verdict.Saturated => new(verdict, "model.init", $"start with smaller weights (model.init: {(IsRectifier(config.Model.Activation) ? "he_normal" : "xavier_uniform")}) or normalise the layers (model.normalization: batch_norm), so that activations leave the flat part", null),
        Verdict.Overfitting => Overfitting(verdict, config),
        Verdict.Underfitting => Underfitting(verdict, config),
        _ => Slow(verdict, config),
    };

    private static Remedy Vanishing(Verdict verdict, ModelConfig model)
    {
        if (model.Activation is Activation.Sigmoid or Activation.Tanh or Activation.HardTanh)
            return new(verdict, "model.activation", "take an activation whose derivative does not shrink gradients, with weights to match (model.activation: relu, model.init: he_normal), or batch_norm or residual links", null);
        if (model.Init is not (Initialisation.Auto or Initialisation.HeNormal or Initialisation.HeUniform))
            return new(verdict, "model.init", "start with weights that keep the gradient's norm from layer to layer (model.init: he_normal)", null);
        return model.Normalization is Normalisation.None
            ? new(verdict, "model.normalization", "normalise the layers (model.normalization: batch_norm) or bridge them (model.residual: 2)", null)
            : new(verdict, "model.residual", "bridge the layers (model.residual: 2) or take fewer of them (model.depth)", null);
    }

    private static Remedy Exploding(Verdict verdict, TrialConfig config)
    {
        if (config.Model.Init is Initialisation.Normal or Initialisation.Uniform or Initialisation.Constant)
            return new(verdict, "model.init", "start with weights scaled to the layers' widths (model.init: auto), and clip what is left (training.clip: {norm: 1})", null);
        return config.Training.Clip is Clip.None
            ? new(verdict, "training.clip", "clip gradients (training.clip: {norm: 1}) or take a tenth of the learning rate", null)
            : new(verdict, "training.optimizer.learning_rate", "take a tenth of the learning rate, or rise to it slowly (training.warmup_steps)", null);
    }

    private static Remedy Dead(Verdict verdict, TrialConfig config)
        => config.Model.Activation is Activation.Relu
            ? new(verdict, "model.activation", "take an activation that is never flat (model.activation: leaky_relu), or a tenth of the learning rate, and biases that start at zero", null)
            : new(verdict, "training.optimizer.learning_rate", "take a tenth of the learning rate, with weights scaled to the layers' widths (model.init: auto) and biases that start at zero", null);

    private static Remedy Overfitting(Verdict verdict, TrialConfig config)
        => config.Training.EarlyStopping is EarlyStopping.None
            ? new(verdict, "training.early_stopping", "end when validation no longer improves (training.early_stopping: patience), or hold weights down (training.l2, model.dropout)", null)
            : new(verdict, "model.dropout", "hold the network down (model.dropout, training.l2) or give it more data (dataset.train_rows)", null);

    private static Remedy Underfitting(Verdict verdict, TrialConfig config)
    {
        if (config.Training.L2 > 0 || config.Training.L1 > 0 || config.Training.WeightDecay > 0)
            return new(verdict, config.Training.L2 > 0 ? "training.l2" : config.Training.L1 > 0 ? "training.l1" : "training.weight_decay", "take a tenth of the penalty, or none", null);
        if (config.Model.Dropout > 0)
            return new(verdict, "model.dropout", "drop fewer units", null);
        return config.Model.Activation is Activation.Identity
            ? new(verdict, "model.activation", "take a non-linear activation (model.activation: relu): a linear network cannot tell these classes apart", null)
            : new(verdict, "model.width", "take a wider network or another initialisation (model.width, model.init: auto), or another learning rate", null);
    }

    private static Remedy Slow(Verdict verdict, TrialConfig config)
        => config.Training.MaxSteps > 0
            ? new(verdict, "training.max_steps", "raise the step budget, or the learning rate up to tenfold", null)
            : new(verdict, "training.optimizer.learning_rate", "raise the learning rate up to tenfold, or train for more epochs (training.epochs)", null);

    private static bool IsRectifier(Activation activation) => activation is Activation.Relu or Activation.LeakyRelu or Activation.Prelu;
}
