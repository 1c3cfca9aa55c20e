using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Tests;

public sealed class SweepResultsTests
{
    [Fact]
    public async Task Trials_are_counted_by_what_became_of_them()
        => Assert.Equal(new TrialTotals(12, 9, 1, 1, 0), (await new SmallSweep().LoadAsync()).Trials);

    [Fact]
    public async Task Best_combinations_come_with_levels_and_incomplete_ones_last()
    {
        var best = (await new SmallSweep().LoadAsync()).Best;

        Assert.Equal([(0, true), (1, false), (2, false), (3, false)], best.Select(b => (b.Leader.Combination, b.Leader.Complete)));
        Assert.Equal(["relu", "he_normal"], best[0].Levels);
        Assert.Equal(0.2578125, best[0].Leader.Tally.Mean, 1e-15);
        Assert.Equal(0.0078125 / Math.Sqrt(3), best[0].Leader.Tally.StandardError, 1e-15);
        Assert.Equal((2, 1), (best[1].Leader.Tally.Completed, best[1].Leader.Tally.Diverged));
    }

    [Fact]
    public async Task Factor_that_moves_the_objective_most_comes_first_with_its_paired_effect()
    {
        var factors = (await new SmallSweep().LoadAsync()).Analysis.Factors;

        Assert.Equal(["activation", "init"], factors.Select(f => f.Factor));
        Assert.Equal(0, factors[0].Best);
        Assert.Equal(0.25, factors[0].VersusBest(1)!.Difference, 1e-12);
        Assert.Equal((6, 1), (factors[0].Levels[0].Judged, factors[0].Levels[0].Diverged));
        Assert.Equal(0.03125, factors[1].VersusBest(1)!.Difference, 1e-12);
    }

    [Fact]
    public async Task Gradients_are_told_by_activation_and_initialisation()
    {
        var results = await new SmallSweep().LoadAsync();

        Assert.Equal(["activation", "init"], results.GradientsBy);
        var sigmoid = results.Gradients.Single(g => g.Levels.SequenceEqual(["sigmoid", "he_normal"]));
        Assert.Equal(1e-4, sigmoid.Ratio, 1e-9);
        Assert.Equal((2, 1.0), (sigmoid.Trials, sigmoid.ShareOf(Verdict.Vanishing)));
        var relu = results.Gradients.Single(g => g.Levels.SequenceEqual(["relu", "zero"]));
        Assert.Equal((3, 1), (relu.Trials, relu.Verdicts[Verdict.Diverged]));
    }

    [Fact]
    public async Task Digest_and_times_follow_from_the_record()
    {
        var sweep = new SmallSweep();
        var results = await sweep.LoadAsync();
        using var digest = new SweepDigest();
        await foreach (var row in sweep.Store.ReadTrialsAsync(Recorded.Id))
        {
            if (row.Finished is { } finished)
                digest.Append(row.Index, finished.Digest);
        }

        Assert.Equal(digest.Current(), results.Digest);
        Assert.Equal(11.5, results.Seconds);
        Assert.Equal(16.5, results.TrainingSeconds);
    }

    [Fact]
    public async Task Sweep_without_any_result_is_told_as_such()
    {
        var plan = new FakePlan(1, SmallSweep.Loss, FakePlan.Factor("activation", "relu", "tanh"));
        var results = await SweepResults.LoadAsync(Recorded.Store(2), Recorded.Sweep(2), plan);

        Assert.Empty(results.Best);
        Assert.Equal(new TrialTotals(2, 0, 0, 0, 0), results.Trials);
        Assert.Equal("No trial has a result yet.", Conclusion.Of(results));
    }

    [Fact]
    public async Task Conclusion_names_winner_size_and_certainty()
    {
        var text = Conclusion.Of(await new SmallSweep().LoadAsync());

        Assert.StartsWith("Based on 11 of 12 trials so far. relu beats sigmoid by 0.2500 ± ", text, StringComparison.Ordinal);
        Assert.Contains("validation loss (95 % CI, p < 0.001)", text, StringComparison.Ordinal);
        Assert.Contains("1 of 10 trials diverged and is in no mean", text, StringComparison.Ordinal);
        Assert.Contains("Most trials of sigmoid with he_normal, sigmoid with zero were vanishing.", text, StringComparison.Ordinal);
        Assert.Contains("The best combination is 0 (relu, he_normal) with validation loss 0.2578", text, StringComparison.Ordinal);
    }

    /// <summary>The greatest difference may be the least certain one.</summary>
    [Fact]
    public async Task Conclusion_rests_on_the_greatest_difference_that_is_clear()
    {
        var plan = new FakePlan(4, SmallSweep.Loss, FakePlan.Factor("activation", "relu", "tanh", "elu"));
        var store = Recorded.Store(plan.Trials);
        double[] wild = [0.1, 3, 0.2, 2];
        for (var index = 0L; index < plan.Trials; index++)
        {
            var trial = plan.Trial(index);
            store.Add(index, SmallSweep.Completed(0.25 + (0.001 * trial.Replicate * trial.Replicate) + trial.Combination.Levels[0] switch { "relu" => 0, "tanh" => 0.5 + (0.001 * trial.Replicate), _ => wild[trial.Replicate] }));
        }

        var text = Conclusion.Of(await SweepResults.LoadAsync(store, Recorded.Sweep(plan.Trials), plan));
        Assert.StartsWith("relu beats tanh by 0.5015 ± ", text, StringComparison.Ordinal);
        Assert.Contains("; elu is 1.325 behind, but too spread to be sure of.", text, StringComparison.Ordinal);
        Assert.Contains("Once the luck of being picked is taken off, expect 0.25", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trial_report_verifies_the_digest_and_refuses_unknown_trials()
    {
        var sweep = new SmallSweep();
        var report = await TrialReport.LoadAsync(sweep.Store, sweep.Record, sweep.Plan, 2);

        Assert.True(report.Verified);
        Assert.Equal(["vanishing"], report.Verdicts.Names);
        Assert.Equal(6, report.Epochs.Count);
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => TrialReport.LoadAsync(sweep.Store, sweep.Record, sweep.Plan, 12));
        Assert.Equal("sweep s1 has no trial 12; its trials are 0 to 11", error.Message);
    }

    [Fact]
    public async Task Conclusion_warns_of_a_winner_whose_trials_diverge()
    {
        var plan = new FakePlan(8, SmallSweep.Loss, FakePlan.Factor("clip", "none", "norm(1)"));
        var store = Recorded.Store(plan.Trials);
        for (var index = 0L; index < plan.Trials; index++)
        {
            var none = plan.Trial(index).Combination.Levels[0] == "none";
            store.Add(index, none && index % 4 == 0
                ? new() { Outcome = TrialOutcome.Diverged }
                : SmallSweep.Completed((none ? 0.25 : 0.5) + (0.001 * index)));
        }

        var text = Conclusion.Of(await SweepResults.LoadAsync(store, Recorded.Sweep(plan.Trials), plan));

        Assert.StartsWith("none beats norm(1) by 0.251", text, StringComparison.Ordinal);
        Assert.Contains("but 50 % of the trials with none diverged. 4 of 16 trials diverged and are in no mean, most with clip none (4 of 8).", text, StringComparison.Ordinal);
    }
}
