using Sweep.Reporting.Report;

namespace Sweep.Reporting.Tests;

/// <summary>What sentences say of sweeps whose truth is known.</summary>
public sealed class ConclusionTests
{
    /// <summary>A level that ranks set apart, or that is further behind than the clear one, is no tie.</summary>
    [Fact]
    public async Task A_level_that_ranks_set_apart_is_not_called_a_tie()
    {
        double[] wild = [20, 1, 2, 1, 3, 1];
        var (text, _) = await OfAsync(6, (levels, r) => levels[0] switch { "a" => 0, "b" => 0.5 + (0.001 * r), _ => wild[r] }, FakePlan.Factor("optimizer", "a", "b", "c"));

        Assert.StartsWith("a beats b by 0.50", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not clearly worse", text, StringComparison.Ordinal);
        Assert.DoesNotContain("too spread", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_level_that_is_a_number_has_its_factor_before_it()
    {
        var (text, page) = await OfAsync(4, (levels, r) => levels[0] == "0" ? 0.3 + (0.001 * r) : 0, FakePlan.Factor("dropout", "0", "0.5"));

        Assert.StartsWith("dropout 0.5 beats 0 by 0.30", text, StringComparison.Ordinal);
        Assert.Contains("The choice of <strong>dropout</strong> matters most: dropout 0.5 beats 0 by", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_effect_that_another_choice_turns_round_is_told_on_the_first_screen()
    {
        var (text, page) = await OfAsync(4, (levels, r) => (levels[0], levels[1]) switch { ("none", "zero") => 0.8, ("norm", "zero") => 0.2, ("none", _) => 0.1, _ => 0.3 } + (0.001 * r * r * (levels[0] == "none" ? 1 : 2)),
            FakePlan.Factor("clip", "none", "norm"), FakePlan.Factor("init", "zero", "he"));

        Assert.Contains("But which clip is best depends on init: none with he.", text, StringComparison.Ordinal);
        Assert.Contains("; but which clip is best depends on init: none with he.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Effects_that_add_up_depend_on_nothing()
    {
        var (text, page) = await OfAsync(4, (levels, r) => (levels[0] == "none" ? 0.5 : 0) + (levels[1] == "zero" ? 0.2 : 0) + (0.001 * r * (levels[0] == "none" ? 1 : 2)),
            FakePlan.Factor("clip", "none", "norm"), FakePlan.Factor("init", "zero", "he"));

        Assert.DoesNotContain("depends", text, StringComparison.Ordinal);
        Assert.DoesNotContain("depends", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_data_are_is_a_condition_and_no_choice()
    {
        var (text, page) = await OfAsync(4, (levels, r) => (levels[0] == "0" ? 0 : 0.9 + (0.001 * r)) + (levels[1] == "relu" ? 0 : 0.1 + (0.0001 * r)),
            FakePlan.Factor("dataset.label_noise", "0", "0.2"), FakePlan.Factor("activation", "relu", "tanh"));

        Assert.StartsWith("With dataset.label_noise 0 the data are easier than with 0.2 by 0.90", text, StringComparison.Ordinal);
        Assert.StartsWith("The choice of <strong>activation</strong> matters most: relu beats tanh", page, StringComparison.Ordinal);
        Assert.Contains(". With dataset.label_noise 0 the data are easier than with 0.2 by <strong>0.90", page, StringComparison.Ordinal);
    }

    private static async Task<(string Conclusion, string Page)> OfAsync(int replicates, Func<IReadOnlyList<string>, int, double> extra, params Core.Specs.Factor[] factors)
    {
        var plan = new FakePlan(replicates, SmallSweep.Loss, factors);
        var store = Recorded.Store(plan.Trials);
        for (var index = 0L; index < plan.Trials; index++)
        {
            var trial = plan.Trial(index);
            store.Add(index, SmallSweep.Completed(0.25 + (0.001 * trial.Replicate * trial.Replicate) + extra(trial.Combination.Levels, trial.Replicate)));
        }

        var results = await SweepResults.LoadAsync(store, Recorded.Sweep(plan.Trials), plan);
        return (Conclusion.Of(results), Answer.Of(await ReportData.LoadAsync(store, Recorded.Sweep(plan.Trials), plan))[0].Text);
    }
}
