using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Core.Statistics;
using Sweep.Core.Verdicts;
using Sweep.Reporting.Comparing;
using Sweep.Reporting.Json;
using Sweep.Reporting.Terminal;

namespace Sweep.Reporting.Tests;

public sealed class ComparisonTests
{
    private static SweepPlan Plan(string vary, int epochs = 1, int seed = 0, int replicates = 3)
    {
        var result = SpecCompiler.Compile($"name: x\ndataset: xor\ntraining: {{epochs: {epochs}}}\nvary: {vary}\nreplicates: {replicates}\nseed: {seed}\n", "x.yaml");
        return result.Plan!;
    }

    private static ComparedSweep Sweep(SweepPlan plan, Func<TrialDefinition, double?> loss)
    {
        var store = Recorded.Store(plan.Trials);
        for (var index = 0L; index < plan.Trials; index++)
        {
            store.Add(index, loss(plan.Trial(index)) is { } own
                ? SmallSweep.Completed(own)
                : new() { Outcome = TrialOutcome.Diverged, End = TrainingEnd.NonFinite }, SmallSweep.Epochs(0.5, 1));
        }

        return new(store, Recorded.Sweep(plan.Trials), plan);
    }

    private static double Loss(TrialDefinition trial) => 0.5 + (0.01 * trial.Replicate) + (trial.Combination.Levels[0] == "relu" ? 0.1 : 0);

    [Fact]
    public async Task Common_trainings_are_paired_by_configuration_and_replicate_whatever_their_index()
    {
        double[] change = [0.02, 0.04, 0.03];
        var before = Sweep(Plan("{activation: [tanh, relu, elu]}"), t => Loss(t));
        var after = Sweep(Plan("{activation: [gelu, relu, tanh]}"), t => Loss(t) + change[t.Replicate] + (t.Combination.Levels[0] == "relu" ? 0.1 : 0));

        var difference = await SweepDifference.LoadAsync(before, after, CombinationMatch.Config, null, default);

        Assert.Equal((2, 1, 1, 6, 0, true), (difference.Common, difference.OnlyBefore, difference.OnlyAfter, difference.Trials, difference.SameDigest, difference.SharedSeeds));
        var effect = difference.Comparison.Effect!;
        Assert.Equal((AnalysisBasis.Replicates, 3), (difference.Comparison.Basis, difference.Comparison.Units));
        Assert.Equal(0.08, effect.Difference, 1e-12);
        Assert.Equal(0.01 / Math.Sqrt(3), effect.StandardError, 1e-12);
        Assert.Equal("relu", Assert.Single(difference.Levels[difference.Comparison.Changes[0].Combination]));
        Assert.Equal(0.13, difference.Comparison.Changes[0].Difference, 1e-12);
    }

    [Fact]
    public async Task Equal_sweeps_are_equal_to_the_bit()
    {
        var plan = Plan("{activation: [tanh, relu]}");
        var difference = await SweepDifference.LoadAsync(Sweep(plan, t => Loss(t)), Sweep(plan, t => Loss(t)), CombinationMatch.Config, null, default);

        Assert.Equal((6, 6), (difference.Trials, difference.SameDigest));
        Assert.Contains("Both have the very same validation loss in every trial.", PlainText.Of(120, c => ResultTables.Write(c, difference)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unlike_seeds_make_each_combination_one_observation()
    {
        var difference = await SweepDifference.LoadAsync(
            Sweep(Plan("{activation: [tanh, relu, elu, gelu]}"), t => Loss(t)),
            Sweep(Plan("{activation: [tanh, relu, elu, gelu]}", seed: 9), t => Loss(t) - (0.01 * t.Combination.Index)), CombinationMatch.Config, null, default);

        Assert.Equal((AnalysisBasis.Combinations, false), (difference.Comparison.Basis, difference.SharedSeeds));
        Assert.Equal(-0.015, difference.Comparison.Effect!.Difference, 1e-12);
        Assert.Equal(3, difference.Comparison.Effect.Degrees, 1e-9);
        Assert.Contains(difference.Notes, n => n.StartsWith("The seeds differ (0 and 9)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Specs_that_differ_are_compared_by_the_labels_of_their_factors()
    {
        var before = Sweep(Plan("{activation: [tanh, relu]}"), t => Loss(t));
        var after = Sweep(Plan("{activation: [tanh, relu]}", epochs: 2), t => t.Combination.Levels[0] == "relu" && t.Replicate == 1 ? null : Loss(t) - 0.1);

        var error = await Assert.ThrowsAsync<InvalidInputException>(() => SweepDifference.LoadAsync(before, after, CombinationMatch.Config, null, default));
        Assert.Contains("no combination in common; where their specs differ on purpose, '--match levels'", error.Message, StringComparison.Ordinal);
        var difference = await SweepDifference.LoadAsync(before, after, CombinationMatch.Levels, Adjustment.None, default);
        Assert.Equal((2, 1, 0), (difference.Common, difference.Comparison.LostValue, difference.Comparison.WonValue));
        Assert.Equal(1, difference.Verdicts.Single(v => v.Verdict == Verdict.Diverged).After);
        var other = Sweep(Plan("{init: [he_normal, xavier_normal]}"), _ => 1);
        Assert.Contains("needs the same factors", (await Assert.ThrowsAsync<InvalidInputException>(() => SweepDifference.LoadAsync(before, other, CombinationMatch.Levels, null, default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparison_is_told_in_words_tables_and_json()
    {
        var before = Sweep(Plan("{activation: [tanh, relu]}"), t => Loss(t));
        var after = Sweep(Plan("{activation: [tanh, relu]}"), t => Loss(t) - 0.1 - (0.001 * t.Replicate));
        var difference = await SweepDifference.LoadAsync(before, after, CombinationMatch.Config, null, default);

        var text = PlainText.Of(120, c => ResultTables.Write(c, difference));
        Assert.Contains("2 combinations in common (0 only in the first, 0 only in the second), 6 trials", text, StringComparison.Ordinal);
        Assert.Contains("The second's validation loss is better by 0.1010 ± 0.0025 (95 % CI over 3 replicates, p < 0.001", text, StringComparison.Ordinal);
        var json = JsonDocument.Parse(ResultsJson.Of(difference)).RootElement;
        Assert.Equal(-0.101, json.GetProperty("difference").GetDouble(), 1e-12);
        Assert.Equal("relu", json.GetProperty("changes")[1].GetProperty("levels").GetProperty("activation").GetString());
    }
}
