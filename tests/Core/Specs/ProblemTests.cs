namespace Sweep.Core.Tests.Specs;

public sealed class ProblemTests
{
    [Theory]
    // unknown names, with the nearest spelling
    [InlineData("modle: {}", 2, 1, "did you mean 'model'?")]
    [InlineData("epochs: 5", 2, 1, "training.epochs stands inside training")]
    [InlineData("training: {epoch: 5}", 2, 12, "did you mean 'epochs'?")]
    [InlineData("model: {activation: rleu}", 2, 21, "did you mean 'relu'?")]
    [InlineData("model: {activation: leakyrelu}", 2, 21, "did you mean 'leaky_relu'?")]
    [InlineData("model: {activation: {leaky_rel: 0.1}}", 2, 22, "did you mean 'leaky_relu'?")]
    [InlineData("training: {optimizer: {sgd: {momentun: 0.9}}}", 2, 30, "did you mean 'momentum'?")]
    [InlineData("training: {optimizer: {sgd: 0.1, momentum: 0.9}}", 2, 23, "write its fields inside it: {sgd:")]
    [InlineData("training: {optimizer: {adam: {lrr: 1}}}", 2, 31, "training.optimizer: adam has no field 'lrr'; did you mean 'learning_rate'?")]
    [InlineData("vary: {l2: [0, 1]}\ndesign: {random: {cout: 5}}", 3, 19, "design: random has no field 'cout'; allowed: trials")]
    [InlineData("vary: {l2: [0, 1]}\ndesign: {random: {trails: 5}}", 3, 19, "design: random has no field 'trails'; did you mean 'trials'?")]
    [InlineData("vary: {clip: [{norm: {maximum: 1}}]}", 2, 23, "vary.clip: norm has no field 'maximum'")]
    [InlineData("training: {optimizer: {adan: 0.1, beta1: 0.9}}", 2, 24, "found 'adan'; did you mean 'adam'?")]
    [InlineData("dataset: digts", 2, 10, "did you mean 'digits'?")]
    [InlineData("dataset: {nam: digits}", 2, 11, "did you mean 'name'?")]
    [InlineData("dataset: {spirlas: 100}", 2, 11, "did you mean 'spirals'?")]
    [InlineData("dataset: {name: digits, point: 100}", 2, 25, "digits has no field 'point'")]
    [InlineData("dataset: {digits: , moons: }", 2, 21, "found both digits and moons")]
    [InlineData("dataset: {validation: 0.3}", 2, 10, "expected a source")]
    [InlineData("dataset: {spirals: {points: 50}, points: 60}", 2, 34, "'points' is here twice")]
    // numbers
    [InlineData("training: {epochs: 0}", 2, 20, "found 0, allowed is a whole number from 1 to 1000000")]
    [InlineData("training: {epochs: 1.5}", 2, 20, "found 1.5, allowed is a whole number")]
    [InlineData("training: {epochs: ten}", 2, 20, "found 'ten', expected a whole number")]
    [InlineData("training: {epochs: 0x10}", 2, 20, "write numbers in decimal")]
    [InlineData("training: {epochs: 010}", 2, 20, "leading zero")]
    [InlineData("training: {epochs: 1_000}", 2, 20, "digits without separators")]
    [InlineData("training: {epochs: \"5\"}", 2, 20, "without quotes")]
    [InlineData("training: {l2: .nan}", 2, 16, "a number must be finite")]
    [InlineData("training: {l2: -.inf}", 2, 16, "a number must be finite")]
    [InlineData("training: {l2: 1e999}", 2, 16, "too large")]
    [InlineData("training: {l2: 1,5}", 2, 18, "has no field '5'")]
    [InlineData("model: {dropout: 1}", 2, 18, "from 0 to below 1")]
    [InlineData("model: {hidden: [64, 0]}", 2, 22, "model.hidden[1]: found 0")]
    [InlineData("model: {hidden: 64}", 2, 17, "expected a list")]
    [InlineData("training: {batch_size: all}", 2, 24, "or full")]
    [InlineData("training: {batch_size: 2.5}", 2, 24, "or full")]
    // truth, names, text
    [InlineData("dataset: {name: digits, standardize: yes}", 2, 38, "did you mean 'true'?")]
    [InlineData("training: {penalize: weight}", 2, 22, "did you mean 'weights'?")]
    [InlineData("name: y", 2, 1, "'name' is here twice, first on line 1")]
    [InlineData("training: {top_k: 10}", 2, 19, "top_k 10 must be below the number of classes, 10")]
    [InlineData("training: {top_k: -1}", 2, 19, "found -1, allowed is a whole number from 0")]
    [InlineData("dataset: friedman1\ntraining: {top_k: 1}", 3, 19, "top_k needs classes")]
    [InlineData("objective: {maximize: validation_top_k}", 2, 1, "top-k accuracy is not measured; say which, as training: {top_k: 5}")]
    [InlineData("dataset: friedman1\nobjective: {maximize: validation_top_k}", 3, 1, "accuracy needs classes")]
    [InlineData("training: {top_k: 2}\nobjective: {minimize: validation_top_k}", 3, 13, "did you mean 'maximize'?")]
    [InlineData("trial_time_budget: -1", 2, 20, "found -1, allowed is a number from 0 to 4000000")]
    [InlineData("sweep_time_budget: 1h", 2, 20, "expected a number")]
    [InlineData("replicates: 0", 2, 13, "from 1 to 10000")]
    [InlineData("replicates: 10001", 2, 13, "from 1 to 10000")]
    [InlineData("checkpoint: {every: 30}", 2, 21, "it lacks its unit; did you mean '30s'?")]
    [InlineData("checkpoint: {every: 8d}", 2, 21, "expected a duration from 0s to 168h, in ms, s, m or h; it is not a number with its unit")]
    [InlineData("checkpoint: {every: -1s}", 2, 21, "found -1s, allowed is a duration from 0s to 168h")]
    [InlineData("checkpoint: {every: 1e30h}", 2, 21, "it is too long")]
    [InlineData("checkpoint: {every: [1]}", 2, 21, "expected a duration, as 30s")]
    [InlineData("checkpoint: {every_epoch: 1}", 2, 14, "did you mean 'every_epochs'?")]
    [InlineData("analysis: {adjust: holms}", 2, 20, "did you mean 'holm'?")]
    [InlineData("analysis: {adjust: holm, confidence: 1}", 2, 38, "found 1, allowed is a number from 0.5 to 0.9999")]
    [InlineData("analysis: {level: 0.9}", 2, 12, "has no field 'level'")]
    [InlineData("verdicts: {vanishing_ration: 1e-4}", 2, 12, "did you mean 'vanishing_ratio'?")]
    [InlineData("verdicts: {dead_share: 2}", 2, 24, "found 2, allowed is a number above 0 to 1")]
    [InlineData("verdicts: {persistence: 0}", 2, 25, "found 0, allowed is a whole number from 1 to 1000000")]
    [InlineData("verdicts: strict", 2, 11, "expected a mapping of persistence, minimum_epochs")]
    [InlineData("checkpoint: 30s", 2, 13, "expected a mapping of every_epochs, every")]
    [InlineData("seed: -1", 2, 7, "0 to 9223372036854775807")]
    [InlineData("seed: 9223372036854775808", 2, 7, "0 to 9223372036854775807")]
    [InlineData("objective: {minimize: test_loss}", 2, 23, "never decided on the test set")]
    [InlineData("objective: {maximize: validation_acuracy}", 2, 23, "did you mean 'validation_accuracy'?")]
    [InlineData("objective: {minimize: validation_accuracy}", 2, 13, "did you mean 'maximize'?")]
    [InlineData("objective: {minimise: validation_loss}", 2, 12, "did you mean 'minimize'?")]
    [InlineData("dataset: csv", 2, 1, "csv needs the path")]
    // vary
    [InlineData("vary: {activaton: [relu]}", 2, 8, "did you mean 'activation'?")]
    [InlineData("vary: {gradients: [1, 2]}", 2, 8, "no field is called")]
    [InlineData("vary: {noise: [0, 1]}", 2, 8, "could be dataset.noise or training.augmentation.noise")]
    [InlineData("vary: {activation: relu}", 2, 20, "expected a list of levels")]
    [InlineData("vary: {activation: []}", 2, 20, "expected a list of levels")]
    [InlineData("vary: {dropout: [0.1, 0.10]}", 2, 23, "the level 0.1 is here twice")]
    [InlineData("vary: {activation: [leaky_relu, {leaky_relu: 0.01}]}", 2, 33, "is here twice")]
    [InlineData("vary: {momentum: [0, 0.9]}", 2, 8, "could be")]
    [InlineData("vary: {activation.slope: [0.1]}", 2, 8, "no option chosen has model.activation.slope; chosen: relu")]
    [InlineData("vary: {dropout: {from: 0, to: 0.5}}", 2, 8, "a range is drawn from by the designs random")]
    [InlineData("vary: {learning_rate: {from: 0, to: 1, scale: log}}\ndesign: {random: 5}", 2, 23, "must be above 0")]
    [InlineData("vary: {dropout: {from: 0.5, to: 0.1}}\ndesign: {random: 5}", 2, 17, "from must be less than to")]
    [InlineData("vary: {dropout: {from: 0, to: 1}}\ndesign: {random: 5}", 2, 8, "the range reaches 1, allowed is from 0 to below 1")]
    [InlineData("vary: {dropout: {from: 0, too: 1}}\ndesign: {random: 5}", 2, 27, "did you mean 'to'?", 2)]
    [InlineData("vary: {scheme: [{activation: relu, dropuot: 0.1}]}", 2, 36, "did you mean 'dropout'?")]
    [InlineData("vary: {scheme: [{activation: relu}], activation: [tanh]}", 2, 38, "both scheme and activation set model.activation")]
    [InlineData("design: {random: 5}", 2, 1, "vary is empty")]
    [InlineData("vary: {activation: [relu, tanh]}\ndesign: {ablation: {baseline: {activation: tan}}}", 3, 32, "did you mean 'tanh'?")]
    [InlineData("vary: {activation: [relu, tanh], dropout: [0, 0.1, 0.2]}\ndesign: {fraction: 1}", 3, 1, "same prime number of levels")]
    public void A_mistake_is_named_at_its_place_with_what_is_allowed(string lines, int line, int column, string message, int count = 1)
    {
        var problems = Compile.Problems("name: x\n" + lines);
        Assert.Equal(count, problems.Count);
        Assert.Contains(problems, p => p.File == "spec.yaml" && p.Line == line && p.Column == column && p.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("model: {hidden: [64], depth: 2}", "hidden is given together")]
    [InlineData("model: {hidden: [64], width: 2}", "hidden is given together")]
    [InlineData("model: {normalization: batch_norm}\ntraining: {batch_size: 1}", "batch_norm has no variance")]
    [InlineData("model: {dropout: 0.1, alpha_dropout: 0.1}", "give one")]
    [InlineData("model: {bias_init: he_normal}", "biases have no fan")]
    [InlineData("model: {hidden: [8, 8, 8], residual: 2}", "do not divide 3 hidden layers")]
    [InlineData("model: {hidden: [8], residual: 2}", "do not divide 1 hidden layers")]
    [InlineData("model: {hidden: [8], layers: [{layer: 2, dropout: 0.1}]}", "there is no hidden layer 2")]
    [InlineData("model: {hidden: [8], layers: [{layer: 1}, {layer: 1}]}", "layer 1 is here twice")]
    [InlineData("model: {hidden: [65536, 65536]}", "parameters")]
    [InlineData("training: {optimizer: {sgd: {nesterov: true}}}", "nesterov needs a momentum above 0")]
    [InlineData("training: {optimizer: {sgd: {nesterov: true, momentum: 0.9, dampening: 0.1}}}", "nesterov needs a momentum above 0")]
    [InlineData("training: {optimizer: {sgd: {dampening: 0.1}}}", "dampening needs a momentum")]
    [InlineData("training: {label_smoothing: 0.1, loss: mse}", "label_smoothing needs cross_entropy")]
    [InlineData("dataset: friedman1\ntraining: {label_smoothing: 0.1}", "label_smoothing needs classes")]
    [InlineData("dataset: friedman1\ntraining: {loss: cross_entropy}", "cross_entropy needs classes")]
    [InlineData("dataset: friedman1\nobjective: {maximize: validation_accuracy}", "accuracy needs classes")]
    [InlineData("dataset: {name: friedman1, label_noise: 0.1}", "label_noise needs classes")]
    [InlineData("objective: {maximize: validation_r2}", "R2 needs a number")]
    [InlineData("training: {loss: binary_cross_entropy}", "needs two classes, the data set has 10")]
    [InlineData("dataset: {name: digits, validation: 0.5, test: 0.5}", "leave no rows")]
    [InlineData("dataset: iris\ntraining: {augmentation: {shift: 1}}", "shift needs images")]
    [InlineData("dataset: {blobs: {points: 10, classes: 5}}", "cannot be split")]
    public void Fields_that_do_not_go_together_are_refused(string lines, string message)
    {
        var problem = Compile.Problem(lines);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Line > 1, problem.ToString());
    }

    [Fact]
    public void A_rule_that_depends_on_a_combination_names_the_combination()
    {
        var problem = Compile.Problem("vary: {dropout: [0, 0.1], alpha_dropout: [0, 0.2], activation: [selu]}");
        Assert.Contains("(1 of 4 combinations; the first is dropout=0.1, alpha_dropout=0.2, activation=selu)", problem.Message, StringComparison.Ordinal);
        Assert.Equal((2, 27), (problem.Line, problem.Column));
    }

    [Fact]
    public void An_option_that_lacks_a_varied_field_is_refused_with_its_combination()
    {
        var problem = Compile.Problem("vary: {optimizer: [sgd, adam], optimizer.momentum: [0, 0.9]}");
        Assert.Contains("optimizer adam has no momentum (2 of 4 combinations; the first is optimizer=adam, optimizer.momentum=0)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_reported_together_in_the_order_of_their_places()
    {
        var problems = Compile.Problems("""
            nme: x
            dataset: digts
            model: {activation: rleu, dropout: 2}
            training: {epochs: 0, optimizer: {sgd: {momentun: 1}}}
            vary: {actvation: [relu], l2: [0, x]}
            objective: {minimize: test_loss}
            """);
        Assert.Equal([1, 1, 2, 3, 3, 4, 4, 5, 5, 6], problems.Select(p => p.Line));
    }

    [Fact]
    public void More_problems_than_anyone_reads_are_counted()
    {
        var problems = Compile.Problems("name: x\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"k{i}: 1\n")));
        Assert.Equal(101, problems.Count);
        Assert.Contains(problems, p => p.Message == "and 400 more");
    }

    [Theory]
    [InlineData("", "the text is empty")]
    [InlineData("# nothing", "the text is empty")]
    [InlineData("- a", "found a list of 1, expected a mapping")]
    [InlineData("name: x\nmodel:\n\thidden: [1]", "tab")]
    [InlineData("name: [x", "not valid YAML")]
    [InlineData("name: \"\\U00110000\"", "not valid YAML")]
    [InlineData("name: x\n---\nname: y", "a second document")]
    [InlineData("name: &a x", "the anchor &a is not allowed")]
    [InlineData("name: *a", "the alias *a is not allowed")]
    [InlineData("name: !!str x", "the tag tag:yaml.org,2002:str is not allowed")]
    [InlineData("name: x\n<<: {seed: 1}", "the merge key <<")]
    [InlineData("name: x\n? [1]\n: 2", "as a key")]
    [InlineData("name: a/b", "expected letters, digits")]
    [InlineData("seed: 1", "a spec needs a name")]
    public void Texts_that_are_no_spec_are_refused(string text, string message)
        => Assert.Contains(Compile.Problems(text), p => p.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void Deep_large_and_multiplying_texts_are_refused()
    {
        Assert.Contains("more than 32", Compile.Problems("name: " + new string('[', 100_000))[0].Message, StringComparison.Ordinal);
        Assert.Contains("more than 32", Compile.Problems(string.Concat(Enumerable.Range(0, 100).Select(i => new string(' ', i) + "a:\n")))[0].Message, StringComparison.Ordinal);
        Assert.Contains("larger than", Compile.Problems("name: " + new string('x', 1 << 20))[0].Message, StringComparison.Ordinal);
        Assert.Contains("anchor", Compile.Problems("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]")[0].Message, StringComparison.Ordinal);
        Assert.Contains("more than 200000 values", Compile.Problems("name: [" + string.Concat(Enumerable.Repeat("1,", 250_000)) + "]")[0].Message, StringComparison.Ordinal);
    }
}
