namespace Sweep.Core.Specs.Reference;

/// <summary>What the reference page says beside its tables.</summary>
internal static class SpecProse
{
    public const string Opening = """
        # The spec

        A sweep is described by one YAML file. This page is made from the types that read it (`SpecReference`).
        A spec is checked whole before anything runs; everything wrong is reported together, with its line and column,
        what is allowed and the nearest valid spelling. `sweep plan x.yaml` shows what a spec comes to.
        What the techniques are, and which example shows each, stands in [techniques.md](techniques.md).

        ```yaml
        name: regularizers
        dataset: digits
        model: {hidden: [128, 128, 128]}
        training: {epochs: 20, batch_size: 32, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}}
        vary:
          activation: [sigmoid, tanh, relu, leaky_relu, elu]
          init: [xavier_uniform, he_normal, {normal: 0.01}]
          dropout: [0, 0.3]
          l2: [0, 1e-4]
          clip: [none, {norm: 1.0}]
        replicates: 3
        objective: {minimize: validation_loss}
        ```

        An option is written as its name (`relu`), as its name with its first field (`{leaky_relu: 0.1}`), or as its name
        with fields (`{sgd: {learning_rate: 0.05, momentum: 0.9}}`). Numbers are decimal, `1e-4` too, and finite.
        Aliases, anchors, tags, merge keys and a second document are refused; a spec is at most 1 MiB and 32 levels deep.

        For completion in an editor that speaks the YAML language server, put the JSON Schema beside the spec and name it
        in the first line: `# yaml-language-server: $schema=sweep.schema.json`.

        ## Keys

        """;

    public const string Dataset = """

        A data set is a name (`digits`), or a mapping with its source and fields: `{name: digits, label_noise: 0.1}`,
        `{csv: my.csv, target: label}`, `{spirals: {points: 2000, noise: 0.2}, validation: 0.3}`.

        """;

    public const string Vary = """

        ## vary

        A mapping from factors to levels; its order counts, the last factor varies fastest.

        - **A field** of dataset, model or training by its name (`activation`), or by its path where the name is not unique
          (`augmentation.noise`, `optimizer.momentum`, `training.optimizer.learning_rate`). Of several fields of one name
          the one least deep is meant: `epochs` is `training.epochs`. A path walks through whatever option is chosen;
          a combination whose option lacks the field is refused.
        - **A list of levels**, `[0, 0.1, 0.3]`, `[relu, {leaky_relu: 0.1}]`, at most 1,000.
        - **A range**, `{from: 1e-4, to: 1, scale: log}` (or `linear`, which is the default), for the designs `random`,
          `sobol`, `halton` and `latin_hypercube`. Whole-number fields get whole numbers; others six significant digits.
        - **Tied fields**: a factor of any other name, whose levels are mappings of fields:
          `scheme: [{activation: relu, init: he_normal}, {activation: tanh, init: xavier_normal}]`.
        - **Labels** are made from the levels: `relu`, `0.3`, `norm(1)`, `128x128`, `relu+he_normal`. Another one is given by
          `label`: `{label: small, activation: relu, init: {normal: 0.001}}`, for a single field
          `{label: small, value: {normal: 0.001}}`.

        Labels are at most 60 characters. Two levels of a factor that come to the same are refused, as are two factors that set the same field.

        """;

    public const string Designs = """

        Sampled designs take their number of combinations, `{sobol: 64}`. A coordinate u picks level floor(u·levels) of a list.
        A fraction's generators are searched for the greatest resolution; they and the aliases up to two-factor
        interactions are printed with the plan. An ablation's baseline names levels by their labels:
        `{ablation: {baseline: {activation: relu}}}`.

        A trial's number is replicate × combinations + combination, so more replicates keep all numbers.

        """;

    public const string Objective = "Test metrics are refused: a sweep that is decided on the test set has none left to be judged by.";

    public const string TimeBudgets = """

        ## Time budgets

        A training is a pure function of the spec and its trial's index; time is no part of either. With a time budget that
        ends where the budget does, on every machine elsewhere. For a limit that is the same everywhere take
        `training.max_steps`.

        - **`trial_time_budget`**: seconds of wall time that a trial may train, counted from its first step, for each attempt
          anew. A training that takes longer is stopped within a step, with the outcome `stopped` and the detail
          `time budget of 60 s`; the epochs before stay, with their losses and scores, and it has no test score. A training
          that has ended before is a result as without a budget.
        - **`sweep_time_budget`**: seconds of wall time from the sweep's start, or from its resumption, as Optuna's `timeout`
          counts from each call. Then no trial starts any more, those that train are taken back, and the sweep is paused:
          what is finished is shown, and `sweep resume` goes on for as long again. No result depends on it, only how many
          there are; once all trials are done the sweep's digest is that of a sweep without a budget.
        """;

    public const string Checkpoint = """
        A training is saved at an epoch's end, by epochs (`{every_epochs: 10}`), by time (`{every: 5m}`) or by whichever comes
        first. An attempt that follows an interrupted one goes on from there, and ends with the same bits.
        """;

    public const string Verdicts = """
        What `sweep show`, reports and exports call vanishing, slow or healthy is judged when it is shown, by these lines. The
        defaults are calibrated; how, and how well they tell, stands in [verdicts.md](verdicts.md). Another line changes what is
        said of a trial, never the trial: `verdicts: {vanishing_ratio: 1e-5, persistence: 5}`.
        """;

    public const string Analysis = """
        How many comparisons are corrected for, and how sure intervals are to be. [statistics.md](statistics.md) tells how the
        numbers are made. It can be asked for anew at any time: `sweep show ID --adjust benjamini_hochberg`.
        """;

    public const string Rules = """

        ## Rules over several fields

        Checked for every combination; above 100,000 combinations for a seeded sample of as many and, in a full factorial, for
        the pairs of levels, which the plan then says.

        - `hidden` and `depth` or `width` are not given together; `residual` divides the number of hidden layers.
        - `layers` names hidden layers that exist, each once.
        - `bias_init` is `zero`, `constant`, `uniform` or `normal`.
        - `dropout` and `alpha_dropout` are not both above 0. `alpha_dropout` without `selu` is noted.
        - `batch_norm` needs a `batch_size` of at least 2.
        - `nesterov` needs a momentum above 0 and a dampening of 0; `dampening` needs a momentum above 0.
        - `label_smoothing` needs a cross-entropy; it, `label_noise`, `cross_entropy` and accuracy need classes; R² needs a number.
        - `binary_cross_entropy` needs two classes.
        - `top_k` needs classes and is below their number; an objective of top-k accuracy needs a `top_k`.
        - `validation` and `test` together are below 1, and each class has rows enough for three sets.
        - `shift`, `rotate`, `scale` and `cutout` need images: `digits` or `idx`.
        - What an engine lacks is refused with the engine that has it: `device: cuda` and `conv` need `engine: torch`.
        - `conv` needs images, odd kernels, and pools that leave something of the maps.
        - A network has at most 10⁹ parameters, a sweep at most 10⁸ trials.

        ## Identity

        A plan's hash is SHA-256 over all that results depend on: the base with every default, the fields and values of all
        factors in their order, design, replicates, seed, objective, max_attempts and a trial_time_budget above 0. The name,
        the description, the sweep_time_budget, `checkpoint`, `verdicts`, factors' names, labels, comments, the order of keys
        (but for those under `vary`) and the spelling of numbers are no part of it.

        """;
}
