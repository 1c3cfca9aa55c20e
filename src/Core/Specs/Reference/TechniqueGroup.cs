namespace Sweep.Core.Specs.Reference;

/// <summary>One table of the page of techniques.</summary>
/// <param name="Title">What its techniques have in common.</param>
/// <param name="Paths">
/// Fields by their path from the section down. A choice stands for all its options, a mapping for all its fields.
/// </param>
internal sealed record TechniqueGroup(string Title, IReadOnlyList<string> Paths)
{
    /// <summary>All tables, in the order of the page.</summary>
    public static IReadOnlyList<TechniqueGroup> All { get; } =
    [
        new("Activations", ["model.activation"]),
        new("Initialisation", ["model.init", "model.bias_init"]),
        new("Normalisation", ["model.normalization"]),
        new("Structure", ["model.hidden", "model.depth", "model.width", "model.conv", "model.residual", "model.layers"]),
        new("Regularisation",
        [
            "model.dropout", "model.alpha_dropout", "model.input_dropout", "training.l1", "training.l2",
            "training.weight_decay", "training.penalize", "training.max_norm",
        ]),
        new("Gradient clipping", ["training.clip"]),
        new("Optimisers", ["training.optimizer", "training.batch_size"]),
        new("Schedules of the learning rate", ["training.schedule", "training.warmup_steps"]),
        new("Stopping", ["training.epochs", "training.early_stopping", "training.max_steps", "training.explosion_guard"]),
        new("Augmentation", ["training.augmentation"]),
        new("Losses", ["training.loss", "training.label_smoothing"]),
        new("Scores", ["training.top_k"]),
        new("Engines", ["training.engine", "training.device"]),
        new("Probes", ["probes.gradients", "probes.histogram", "probes.weights", "probes.activations", "probes.jacobian"]),
    ];
}
