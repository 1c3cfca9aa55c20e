using System.Collections.Frozen;

namespace Sweep.Core.Specs.Reference;

/// <summary>Which example shows a technique, by the technique's path. Every technique is shown by one.</summary>
internal static class TechniqueExamples
{
    private static readonly (string Example, string[] Paths)[] Shown =
    [
        ("quickstart", ["model.hidden", "training.epochs", "probes.gradients"]),
        ("activations",
        [
            "model.activation.sigmoid", "model.activation.tanh", "model.activation.relu", "model.activation.leaky_relu",
            "model.activation.prelu", "model.activation.elu", "model.activation.selu", "model.activation.gelu",
            "model.activation.gelu_tanh", "model.activation.silu", "model.activation.softplus", "model.activation.hard_tanh",
            "model.activation.identity", "model.init.auto",
        ]),
        ("initialisers",
        [
            "model.init.zero", "model.init.constant", "model.init.uniform", "model.init.normal", "model.init.xavier_uniform",
            "model.init.xavier_normal", "model.init.he_normal", "model.init.lecun_normal", "model.init.orthogonal",
            "probes.activations",
        ]),
        ("vanishing", ["model.depth", "model.width", "probes.histogram"]),
        ("exploding", ["probes.jacobian"]),
        ("batch_norm", ["model.normalization.none", "model.normalization.batch_norm", "model.normalization.layer_norm"]),
        ("residual", ["model.residual"]),
        ("biases", ["model.init.he_uniform", "model.init.lecun_uniform", "model.bias_init"]),
        ("layers", ["model.layers"]),
        ("dropout", ["model.dropout"]),
        ("dropouts", ["model.alpha_dropout", "model.input_dropout"]),
        ("l1_l2", ["training.l1", "training.l2", "probes.weights"]),
        ("weight_decay", ["training.weight_decay", "training.penalize"]),
        ("max_norm", ["training.max_norm"]),
        ("clipping", ["training.clip.none", "training.clip.value", "training.clip.norm", "training.clip.layer_norm"]),
        ("agc", ["training.clip.adaptive"]),
        ("optimizers",
        [
            "training.optimizer.sgd", "training.optimizer.adagrad", "training.optimizer.rmsprop", "training.optimizer.adadelta",
            "training.optimizer.adam", "training.optimizer.amsgrad", "training.optimizer.adamw", "training.optimizer.nadam",
            "training.optimizer.radam", "training.optimizer.lion",
        ]),
        ("batch_sizes", ["training.batch_size"]),
        ("schedules",
        [
            "training.schedule.constant", "training.schedule.step", "training.schedule.exponential", "training.schedule.cosine",
            "training.schedule.one_cycle", "training.schedule.plateau", "training.warmup_steps",
        ]),
        ("budgets", ["training.max_steps"]),
        ("guards", ["training.explosion_guard"]),
        ("early_stopping", ["training.early_stopping.none", "training.early_stopping.patience"]),
        ("augmentation",
        [
            "training.augmentation.noise", "training.augmentation.feature_dropout", "training.augmentation.mixup",
            "training.augmentation.shift", "training.augmentation.rotate", "training.augmentation.scale",
            "training.augmentation.cutout",
        ]),
        ("losses", ["training.loss.cross_entropy", "training.loss.mse", "training.loss.huber", "training.loss.mae"]),
        ("two_classes", ["training.loss.auto", "training.loss.binary_cross_entropy"]),
        ("label_smoothing", ["training.label_smoothing", "training.top_k"]),
        ("convnet_digits", ["model.conv"]),
        ("engines", ["training.engine", "training.device"]),
    ];

    /// <summary>The example of each technique that one shows.</summary>
    public static FrozenDictionary<string, string> ByPath { get; } =
        Shown.SelectMany(s => s.Paths.Select(p => KeyValuePair.Create(p, s.Example))).ToFrozenDictionary(StringComparer.Ordinal);
}
