using Sweep.Core.Configuration;
using Sweep.Core.Specs;
using Sweep.Core.Verdicts;

namespace Sweep.Core.Tests.Specs;

public sealed class PlanTests
{
    private const string Small = "name: x\nmodel: {hidden: [8]}\nvary: {activation: [relu, {leaky_relu: 0.1}], l2: [0, 1e-3]}\n";

    private static TrialConfig Config(string lines) => Compile.Plan("name: x\n" + lines).Combination(0).Config;

    [Theory]
    [InlineData("# a comment\nvary: {model.activation: [relu, {leaky_relu: {slope: 1e-1}}], l2: [0.0, 0.001]}\nmodel:\n  hidden:\n  - 8.0\nname: other\ndescription: why\n", true)]
    [InlineData(Small + "design: full\nreplicates: 1\nseed: 0\nobjective: {minimize: validation_loss}\n", true)]
    [InlineData(Small + "training: {epochs: 20}\nprobes: {}\n", true)]
    [InlineData(Small + "checkpoint: {every_epochs: 3, every: 0s}\n", true)]
    [InlineData(Small + "verdicts: {vanishing_ratio: 1e-9, persistence: 2}\n", true)]
    [InlineData(Small + "analysis: {adjust: none, confidence: 0.9}\n", true)]
    [InlineData(Small + "training: {epochs: 21}\n", false)]
    [InlineData(Small + "seed: 1\n", false)]
    [InlineData(Small + "training: {top_k: 0}\n", true)]
    [InlineData(Small + "training: {top_k: 3}\n", false)]
    [InlineData(Small + "trial_time_budget: 0\n", true)]
    [InlineData(Small + "trial_time_budget: 60\n", false)]
    [InlineData(Small + "sweep_time_budget: 3600\n", true)]
    [InlineData(Small + "replicates: 2\n", false)]
    [InlineData(Small + "objective: {minimize: train_loss}\n", false)]
    [InlineData(Small + "design: ablation\n", false)]
    [InlineData("name: x\nmodel: {hidden: [8]}\nvary: {l2: [0, 1e-3], activation: [relu, {leaky_relu: 0.1}]}\n", false)]
    [InlineData("name: x\nmodel: {hidden: [8]}\nvary: {activation: [relu, {leaky_relu: 0.2}], l2: [0, 1e-3]}\n", false)]
    public void The_hash_follows_what_results_depend_on_and_nothing_else(string yaml, bool same)
        => Assert.Equal(same, Compile.Plan(Small).Hash == Compile.Plan(yaml).Hash);

    [Fact]
    public void The_hash_is_that_of_every_build_before()
        => Assert.Equal("c9de16a59147fdd58e063e573f6203d0a4dd771bd74fb2c9a34add54544244ac", Compile.Plan(Small).Hash);

    [Theory]
    [InlineData("", 0, 30_000, "{every_epochs: 0, every: 30s}")]
    [InlineData("checkpoint: {every: 0s}", 0, 0, "{every_epochs: 0, every: 0s}")]
    [InlineData("checkpoint: {every_epochs: 5, every: 1500ms}", 5, 1_500, "{every_epochs: 5, every: 1500ms}")]
    [InlineData("checkpoint: {every: 90m}", 0, 5_400_000, "{every_epochs: 0, every: 90m}")]
    [InlineData("checkpoint: {every: 1.5h}", 0, 5_400_000, "{every_epochs: 0, every: 90m}")]
    [InlineData("checkpoint: {every: 120s}", 0, 120_000, "{every_epochs: 0, every: 2m}")]
    public void When_to_save_trainings_is_read_and_written_back(string line, int epochs, int milliseconds, string written)
    {
        var plan = Compile.Plan(Small + line);
        Assert.Equal(new CheckpointConfig { EveryEpochs = epochs, Every = TimeSpan.FromMilliseconds(milliseconds) }, plan.Spec.Checkpoint);
        Assert.Contains($"\ncheckpoint: {written}\n", plan.NormalisedYaml, StringComparison.Ordinal);
        Assert.Equal(plan.Spec.Checkpoint, Compile.Plan(plan.NormalisedYaml).Spec.Checkpoint);
    }

    [Fact]
    public void Lines_of_verdicts_are_read_written_back_and_no_part_of_a_trial()
    {
        var plan = Compile.Plan(Small + "verdicts: {vanishing_ratio: 1e-9, slow_share: 0.2}\n");
        Assert.Equal(new VerdictThresholds { VanishingRatio = 1e-9, SlowShare = 0.2 }, plan.Spec.Verdicts);
        Assert.Equal(plan.Spec.Verdicts, Compile.Plan(plan.NormalisedYaml).Spec.Verdicts);
        Assert.Equal(new VerdictThresholds(), Compile.Plan(Small).Spec.Verdicts);
        Assert.Equal(ConfigIdentity.Of(Compile.Plan(Small).Combination(0).Config), ConfigIdentity.Of(plan.Combination(0).Config));
    }

    [Fact]
    public void Fields_that_the_hash_leaves_out_stand_in_the_normalised_spec()
    {
        var plan = Compile.Plan(Small + "sweep_time_budget: 0.5\n");
        Assert.Contains("\n  top_k: 0\n", plan.NormalisedYaml, StringComparison.Ordinal);
        Assert.Equal((0, 0.5), (plan.Spec.TrialTimeBudget, Compile.Plan(plan.NormalisedYaml).Spec.SweepTimeBudget));
    }

    [Fact]
    public void A_plan_tells_what_a_time_budget_makes_depend_on_the_machine()
    {
        Assert.DoesNotContain(Compile.Plan(Small).Notes, note => note.Contains("machine", StringComparison.Ordinal));
        var notes = Compile.Plan(Small + "trial_time_budget: 60\nsweep_time_budget: 3600\n").Notes;
        Assert.Contains(notes, note => note.StartsWith("trial_time_budget: results depend on the machine", StringComparison.Ordinal) && note.Contains("longer than 60 s", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("sweep_time_budget: which trials have results depends on the machine", StringComparison.Ordinal) && note.Contains("after 3600 s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("validation_top_k", 0.5)]
    [InlineData("train_top_k", 0.25)]
    public void A_sweep_can_be_decided_on_top_k_accuracy(string metric, double value)
    {
        var plan = Compile.Plan($"name: x\ntraining: {{top_k: 3}}\nobjective: {{maximize: {metric}}}\n");
        Assert.Equal(3, plan.Combination(0).Config.Training.TopK);
        Assert.Equal(value, plan.Spec.Objective.Of(new() { Outcome = Core.Results.TrialOutcome.Completed, ValidationTopK = 0.5, TrainTopK = 0.25 }));
    }

    [Fact]
    public void Replicates_share_combinations_and_more_of_them_keep_all_numbers()
    {
        var few = Compile.Plan(Small + "replicates: 2\nseed: 5\n");
        var many = Compile.Plan(Small + "replicates: 3\nseed: 5\n");
        for (var i = 0; i < few.Trials; i++)
        {
            Assert.Equal(few.Trial(i).Key, many.Trial(i).Key);
            Assert.Equal(few.Trial(i).Combination.Levels, many.Trial(i).Combination.Levels);
        }

        Assert.Equal(few.Trial(0).Key, few.Trial(3).Key);
        Assert.NotEqual(few.Trial(0).Key, few.Trial(4).Key);
        Assert.Throws<ArgumentOutOfRangeException>(() => few.Trial(few.Trials));
        Assert.Throws<ArgumentOutOfRangeException>(() => few.Combination(-1));
    }

    [Fact]
    public void Data_sets_are_written_in_all_their_forms()
    {
        Assert.Equal(new DataSource.Iris(), Config("dataset: iris").Dataset.Source);
        Assert.Equal(new() { Source = new DataSource.Digits(), LabelNoise = 0.1 }, Config("dataset: {name: digits, label_noise: 0.1}").Dataset);
        Assert.Equal(new DataSource.Csv { Path = "my.csv", Target = "label" }, Config("dataset: {csv: my.csv, target: label}").Dataset.Source);
        Assert.Equal(new() { Source = new DataSource.Spirals { Points = 2000, Noise = 0.2 }, Test = 0.1 }, Config("dataset: {spirals: {points: 2000, noise: 0.2}, test: 0.1}").Dataset);
        Assert.Equal(new DataSource.Spirals { Points = 500, Arms = 3 }, Config("dataset: {spirals: 500, arms: 3}").Dataset.Source);
        Assert.Equal(new DataSource.Blobs(), Config("dataset: {name: blobs}").Dataset.Source);
    }

    [Fact]
    public void A_varied_data_set_keeps_the_bases_other_fields()
    {
        var plan = Compile.Plan("name: x\ndataset: {name: digits, validation: 0.3}\nvary: {dataset: [iris, {moons: 200, noise: 0.3}, {name: wine, validation: 0.1}, {csv: a.csv, target: y}]}");
        Assert.Equal(["iris", "moons=200,noise=0.3", "name=wine,validation=0.1", "csv=a.csv,target=y"], plan.Spec.Factors[0].Levels.Select(l => l.Label));
        Assert.Equal([0.3, 0.3, 0.1, 0.3], Enumerable.Range(0, 4).Select(i => plan.Combination(i).Config.Dataset.Validation));
        Assert.Equal(new DataSource.Moons { Points = 200, Noise = 0.3 }, plan.Combination(1).Config.Dataset.Source);
        Assert.Equal(plan.Hash, Compile.Plan(plan.NormalisedYaml).Hash);
    }

    [Fact]
    public void Tied_fields_vary_together_under_a_joined_or_given_label()
    {
        var plan = Compile.Plan("name: x\nvary: {scheme: [{activation: relu, init: he_normal}, {label: classic, activation: tanh, init: {xavier_normal: 2}}, {hidden: [64, 32], dropout: 0.1}]}");
        Assert.Equal(["relu+he_normal", "classic", "64x32+0.1"], plan.Spec.Factors[0].Levels.Select(l => l.Label));
        Assert.Equal(new Initialisation.XavierNormal { Gain = 2 }, plan.Combination(1).Config.Model.Init);
        Assert.Equal([64, 32], plan.Combination(2).Config.Model.Hidden!);
        var again = Compile.Plan(plan.NormalisedYaml);
        Assert.Equal(plan.Hash, again.Hash);
        Assert.Equal(plan.NormalisedYaml, again.NormalisedYaml);
    }

    [Fact]
    public void A_path_walks_through_whatever_option_is_chosen()
    {
        var plan = Compile.Plan("name: x\nvary: {learning_rate: [0.1, 0.2], optimizer: [sgd, adam]}");
        Assert.Equal(new Optimizer.Sgd { LearningRate = 0.1 }, plan.Combination(0).Config.Training.Optimizer);
        Assert.Equal(new Optimizer.Adam { LearningRate = 0.2 }, plan.Combination(3).Config.Training.Optimizer);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("sobol")]
    [InlineData("halton")]
    [InlineData("latin_hypercube")]
    public void Sampled_designs_draw_from_ranges_and_lists(string design)
    {
        var plan = Compile.Plan($"name: x\nmodel: {{depth: 2}}\nvary:\n  learning_rate: {{from: 1e-4, to: 1, scale: log}}\n  width: {{from: 8, to: 11}}\n  batch_size: {{from: 16, to: 256, scale: log}}\n  dropout: {{from: 0, to: 0.5}}\n  activation: [relu, tanh, selu]\ndesign: {{{design}: 400}}\nseed: 3\n");
        Assert.Equal(400, plan.Combinations);
        var configs = Enumerable.Range(0, 400).Select(i => plan.Combination(i).Config).ToArray();
        var rates = configs.Select(c => c.Training.Optimizer.LearningRate).ToArray();
        Assert.All(rates, r => Assert.InRange(r, 1e-4, 1));
        Assert.InRange(rates.Count(r => r < 1e-2), 160, 240);
        Assert.Equal([8, 9, 10, 11], configs.Select(c => c.Model.Width!.Value).Distinct().Order());
        Assert.All(configs, c => Assert.InRange(c.Training.BatchSize.Samples, 16, 256));
        Assert.All(configs.GroupBy(c => c.Model.Activation), g => Assert.InRange(g.Count(), 100, 170));
        var again = Compile.Plan(plan.NormalisedYaml);
        Assert.Equal(plan.Hash, again.Hash);
        Assert.Equal(plan.Combination(17).Levels, again.Combination(17).Levels);
    }

    [Fact]
    public void A_range_is_drawn_evenly_up_to_both_ends()
    {
        var plan = Compile.Plan("name: x\nvary: {epochs: {from: 1, to: 3}}\ndesign: {latin_hypercube: 300}");
        Assert.All(Enumerable.Range(0, 300).GroupBy(i => plan.Combination(i).Config.Training.Epochs), g => Assert.Equal(100, g.Count()));
    }

    [Fact]
    public void An_ablation_starts_from_its_baseline_and_repeats_nothing()
    {
        var plan = Compile.Plan("name: x\nvary: {activation: [relu, tanh], dropout: [0, 0.1, 0.2], scheme: [{l2: 0}, {l1: 0}, {l1: 1e-3}]}\ndesign: {ablation: {baseline: {activation: tanh, dropout: 0.1}}}");
        Assert.Equal(["tanh 0.1 0", "relu 0.1 0", "tanh 0 0", "tanh 0.2 0", "tanh 0.1 0.001"], Enumerable.Range(0, (int)plan.Combinations).Select(i => string.Join(' ', plan.Combination(i).Levels.Select(l => l.Split('#')[0]))));
        Assert.Equal(plan.Hash, Compile.Plan(plan.NormalisedYaml).Hash);
    }

    [Fact]
    public void A_fraction_tells_its_aliases()
    {
        var plan = Compile.Plan("name: x\nvary: {activation: [relu, tanh], dropout: [0, 0.1], l2: [0, 1e-4]}\ndesign: {fraction: 1}");
        Assert.Equal(4, plan.Combinations);
        Assert.Contains("alias: l2 = activation x dropout", plan.Notes);
    }

    [Fact]
    public void Very_many_combinations_are_checked_by_a_sample_and_the_plan_says_so()
    {
        var levels = string.Join(", ", Enumerable.Range(1, 500));
        var plan = Compile.Plan($"name: x\nvary: {{epochs: [{levels}], warmup_steps: [{levels}]}}");
        Assert.Equal(250_000, plan.Combinations);
        Assert.Contains(plan.Notes, n => n.Contains("sample of 100000", StringComparison.Ordinal));
        Assert.Equal(["500", "500"], plan.Combination(249_999).Levels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_rare_bad_pair_among_very_many_combinations_is_found(int seed)
    {
        // One pair of 90,000 leaves no rows to train on: a sample of 100,000 of 27,000,000 combinations may well miss it.
        var shares = string.Join(", ", Enumerable.Range(1, 299).Select(i => FormattableString.Invariant($"{i * 1e-4}")));
        var problem = Compile.Problem($"vary: {{validation: [{shares}, 0.9], test: [{shares}, 0.9], epochs: [{string.Join(", ", Enumerable.Range(1, 300))}]}}\nseed: {seed}");
        Assert.Contains("leave no rows", problem.Message, StringComparison.Ordinal);
        Assert.Contains("checked combinations; the first is validation=0.9, test=0.9", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_seldom_meant_is_noted()
        => Assert.Contains(Compile.Plan("name: x\nmodel: {alpha_dropout: 0.1}").Notes, n => n.Contains("selu", StringComparison.Ordinal));

    [Fact]
    public void Too_many_trials_are_refused()
    {
        var levels = string.Join(", ", Enumerable.Range(1, 1000));
        Assert.Contains("more than 100000000", Compile.Problem($"vary: {{epochs: [{levels}], warmup_steps: [{levels}], width: [{levels}]}}").Message, StringComparison.Ordinal);
        Assert.Contains("more than 100000000 trials", Compile.Problem($"vary: {{epochs: [{levels}], warmup_steps: [{levels}]}}\nreplicates: 101").Message, StringComparison.Ordinal);
    }
}
