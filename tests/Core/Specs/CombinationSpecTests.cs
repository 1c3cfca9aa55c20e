using Sweep.Core.Specs;

namespace Sweep.Core.Tests.Specs;

public sealed class CombinationSpecTests
{
    public static TheoryData<string> Examples => [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("examples"), "*.yaml").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Any_combination_of_any_example_reads_back_as_a_spec_of_it_alone(string example)
    {
        var plan = Compile.Plan(File.ReadAllText(RepositoryFiles.PathOf("examples", example + ".yaml")));
        foreach (var index in ((long[])[0, plan.Combinations / 2, plan.Combinations - 1]).Distinct())
        {
            var combination = plan.Combination(index);
            var alone = Compile.Plan(CombinationSpec.Yaml(plan.Spec, combination));
            Assert.Equal((1, plan.Spec.Replicates), (alone.Combinations, alone.Trials));
            Assert.Equal(ConfigIdentity.Of(combination.Config), ConfigIdentity.Of(alone.Combination(0).Config));
            Assert.Equal((plan.Spec.Seed, plan.Spec.Objective, plan.Spec.TrialTimeBudget), (alone.Spec.Seed, alone.Spec.Objective, alone.Spec.TrialTimeBudget));
            Assert.Equal(plan.Trial(index).Key, alone.Trial(0).Key);
        }
    }

    [Fact]
    public void What_is_at_its_default_is_left_out()
    {
        var plan = Compile.Plan("name: x\ndataset: iris\nvary:\n  activation: [relu, tanh]\n  learning_rate: [0.01, 0.5]\nreplicates: 2\nseed: 9\n");
        Assert.Equal(
            """
            name: "x-3"
            dataset:
              name: iris
            model:
              activation: tanh
            training:
              optimizer: {sgd: {learning_rate: 0.5}}
            replicates: 2
            seed: 9
            objective: {minimize: validation_loss}

            """,
            CombinationSpec.Yaml(plan.Spec, plan.Combination(3)));
    }
}
