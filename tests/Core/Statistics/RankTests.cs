using Sweep.Core.Results;
using Sweep.Core.Statistics;

namespace Sweep.Core.Tests.Statistics;

public sealed class RankTests
{
    [Fact]
    public void Friedman_and_nemenyi_agree_with_r_ties_and_worst_ranks_included()
    {
        var expected = StatisticsReference.Load("effects").GetProperty("friedman");
        var blocks = expected.GetProperty("blocks").EnumerateArray()
            .Select(b => b.EnumerateArray().Select(v => v.ValueKind == System.Text.Json.JsonValueKind.String ? double.PositiveInfinity : v.GetDouble()).ToArray())
            .ToList();

        var (ranks, statistic, p) = FriedmanTest.Of(blocks);

        Assert.Equal(expected.GetProperty("mean_ranks").Numbers(), ranks);
        Assert.Equal(expected.Number("statistic"), statistic, 1e-12);
        Assert.Equal(expected.Number("p"), p, 1e-12);
        Assert.Equal(expected.Number("critical_difference"), FriedmanTest.CriticalDifference(4, blocks.Count), 1e-4);
        Assert.Equal(expected.Number("nemenyi_03"), FriedmanTest.PairwiseP(ranks[3] - ranks[0], 4, blocks.Count), 1e-9);
    }

    private static ObservationTable Table(Func<int, int, int, double?> value, int replicates = 2)
    {
        var table = new ObservationTable([new("a", ["x", "y", "z"]), new("b", ["p", "q"])]);
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            for (var a = 0; a < 3; a++)
            {
                for (var b = 0; b < 2; b++)
                {
                    var own = value(a, b, replicate);
                    table.Add([a, b], replicate, own is null ? TrialOutcome.Diverged : TrialOutcome.Completed, own ?? double.NaN);
                }
            }
        }

        return table;
    }

    [Fact]
    public void Diverged_trial_is_the_worst_rank_where_its_mean_would_have_won()
    {
        // z has the best value the one time that it does not diverge; y diverges once, too.
        var factor = SweepAnalysis.Of(Table((a, b, r) => (a, b, r) switch
        {
            (2, 1, _) or (2, 0, 1) or (1, 1, 0) => null,
            (2, _, _) => 0.1,
            _ => 1 + a,
        }), new()).Factors.Single(f => f.Factor == "a");

        Assert.Equal(0.1, factor.Levels.Min(l => l.Mean));
        Assert.Equal([1.25, 2.375, 2.375], factor.Ranks!.SettingRanks);
        Assert.Equal([1, 2.5, 2.5], factor.Ranks.MeanRanks);
        Assert.Equal((2, 0), (factor.Ranks.Blocks, factor.Ranks.LeftOut));
    }

    [Fact]
    public void Settings_are_the_blocks_of_one_replicate()
    {
        var ranks = SweepAnalysis.Of(Table((a, b, r) => (2 * a) + b, 1), new()).Factors.Single(f => f.Factor == "a").Ranks!;

        Assert.Equal(2, ranks.Blocks);
        Assert.Equal([1, 2, 3], ranks.MeanRanks);
    }

    [Fact]
    public void More_is_better_where_the_objective_is_maximised()
        => Assert.Equal([3, 2, 1], SweepAnalysis.Of(Table((a, b, r) => a), new() { Maximize = true }).Factors.Single(f => f.Factor == "a").Ranks!.MeanRanks);

    [Fact]
    public void Replicates_are_the_blocks_of_a_lone_factor()
    {
        var table = new ObservationTable([new("a", ["x", "y"])]);
        for (var replicate = 0; replicate < 5; replicate++)
        {
            table.Add([0], replicate, TrialOutcome.Completed, replicate == 0 ? 3 : 1);
            table.Add([1], replicate, TrialOutcome.Completed, 2);
        }

        var ranks = Assert.Single(SweepAnalysis.Of(table, new()).Factors).Ranks!;
        Assert.Equal(5, ranks.Blocks);
        Assert.Equal([1.2, 1.8], ranks.MeanRanks);
    }

    [Fact]
    public void Blocks_with_a_level_that_failed_are_left_out_and_counted()
    {
        var table = new ObservationTable([new("a", ["x", "y"]), new("b", ["p", "q", "r"])]);
        for (var b = 0; b < 3; b++)
        {
            table.Add([0, b], 0, TrialOutcome.Completed, 1);
            table.Add([1, b], 0, b == 2 ? TrialOutcome.Failed : TrialOutcome.Completed, 2);
        }

        var ranks = SweepAnalysis.Of(table, new()).Factors.Single(f => f.Factor == "a").Ranks!;
        Assert.Equal((2, 1), (ranks.Blocks, ranks.LeftOut));
    }
}
