using System.Diagnostics;
using Sweep.Core.Configuration;

namespace Sweep.Core.Tests.Specs;

public sealed class SpecCompilerTests
{
    private const string Regularizers = """
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
        """;

    [Fact]
    public void A_spec_becomes_a_plan_of_all_its_combinations()
    {
        var plan = Compile.Plan(Regularizers);
        Assert.Equal(120, plan.Combinations);
        Assert.Equal(360, plan.Trials);
        var last = plan.Combination(119);
        Assert.Equal(["elu", "normal(0.01)", "0.3", "0.0001", "norm(1)"], last.Levels);
        Assert.Equal(new Activation.Elu(), last.Config.Model.Activation);
        Assert.Equal(new Initialisation.Normal { Std = 0.01 }, last.Config.Model.Init);
        Assert.Equal(new Clip.Norm { Limit = 1 }, last.Config.Training.Clip);
        Assert.Equal(1e-4, last.Config.Training.L2);
        Assert.Equal(new Optimizer.Sgd { LearningRate = 0.05, Momentum = 0.9 }, last.Config.Training.Optimizer);
        Assert.Equal([128, 128, 128], last.Config.Model.Hidden!);
    }

    [Fact]
    public void The_normalised_spec_compiles_to_an_equal_plan()
    {
        var plan = Compile.Plan(Regularizers);
        var again = Compile.Plan(plan.NormalisedYaml);
        Assert.Equal(plan.NormalisedYaml, again.NormalisedYaml);
        Assert.Equal(plan.Hash, again.Hash);
        for (var i = 0; i < plan.Combinations; i++)
            Assert.Equal(plan.Combination(i).Levels, again.Combination(i).Levels);
    }

    [Fact]
    public void A_million_trials_are_laid_out_fast()
    {
        var plan = Compile.Plan(Regularizers.Replace("replicates: 3", "replicates: 8000", StringComparison.Ordinal));
        Assert.Equal(960_000, plan.Trials);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 50_000; i++)
            plan.Trial(i * 19L);
        Assert.True(watch.Elapsed.TotalSeconds < 5, $"50,000 trials took {watch.Elapsed}");
        TestContext.Current.SendDiagnosticMessage($"50,000 trials in {watch.Elapsed}");
    }
}
