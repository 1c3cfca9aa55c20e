using Sweep.Core.Results;
using Sweep.Core.Statistics;

namespace Sweep.Core.Tests.Statistics;

public sealed class LeaderTests
{
    private static readonly Objective Loss = new(Metric.ValidationLoss, Maximize: false);

    private static CombinationTally Tally(params double[] losses)
    {
        var tally = new CombinationTally();
        foreach (var loss in losses)
        {
            tally.Add(double.IsNaN(loss)
                ? new() { Outcome = TrialOutcome.Diverged, ValidationLoss = 0 }
                : new() { Outcome = TrialOutcome.Completed, ValidationLoss = loss, TestLoss = 2 * loss, TestScore = 1 - loss }, Loss);
        }

        return tally;
    }

    [Fact]
    public void Tally_gives_mean_and_standard_error()
    {
        var tally = Tally(0.1, 0.2, 0.6);

        Assert.Equal(0.3, tally.Mean, 1e-15);
        Assert.Equal(MeanEstimate.Of([0.1, 0.2, 0.6]).StandardError, tally.StandardError, 1e-15);
        Assert.Equal((0.6, 0.7), (Math.Round(tally.TestLoss, 12), Math.Round(tally.TestScore, 12)));
        Assert.True(double.IsNaN(Tally(0.1).StandardError));
        Assert.True(double.IsNaN(Tally().Mean));
    }

    [Fact]
    public void Incomplete_combinations_rank_after_complete_ones()
    {
        var tallies = new[] { Tally(0.5, 0.5), Tally(0.1, double.NaN), Tally(0.3, 0.4), Tally(double.NaN, double.NaN), Tally(0.2), Tally(0.4, 0.3) }
            .Select((tally, i) => KeyValuePair.Create((long)i, tally)).Reverse().ToArray();

        var leaders = Leader.Rank(tallies, replicates: 2, maximize: false);

        Assert.Equal([(2, true), (5, true), (0, true), (1, false), (4, false)], leaders.Select(l => (l.Combination, l.Complete)));
        Assert.Equal([2, 5], Leader.Rank(tallies, 2, false, count: 2).Select(l => l.Combination));
        Assert.Equal([0, 2, 5, 4, 1], Leader.Rank(tallies, 2, maximize: true).Select(l => l.Combination));
    }

    [Fact]
    public void Failed_and_stopped_results_are_not_averaged()
    {
        var tally = Tally(0.1);
        tally.Add(new() { Outcome = TrialOutcome.Stopped, ValidationLoss = 9 }, Loss);
        tally.Add(new() { Outcome = TrialOutcome.Failed, ValidationLoss = 9 }, Loss);

        Assert.Equal((1, 0, 0.1), (tally.Completed, tally.Diverged, tally.Mean));
    }
}
