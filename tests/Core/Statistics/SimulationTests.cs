using Sweep.Shared;

namespace Sweep.Core.Tests.Statistics;

/// <summary>
/// Whether the analysis is right as often as it says, on sweeps whose truth is known. bench/Statistics does the same with
/// more repetitions; docs/statistics.md has its numbers.
/// </summary>
public sealed class SimulationTests
{
    private const int Repetitions = 400;
    private const ulong Seed = 20260701;

    [Theory]
    [InlineData(3, false, 0)]
    [InlineData(5, true, 0)]
    [InlineData(5, false, 0.08)]
    public void Where_nothing_matters_at_most_one_sweep_in_twenty_claims_anything(int replicates, bool sharedSeeds, double missing)
    {
        var tally = StudyTally.Of(new("null", replicates) { SharedSeeds = sharedSeeds, Missing = missing }, Repetitions, Seed);

        Assert.Equal(Repetitions, tally.FalseContrasts.Count);
        foreach (var rate in new[] { tally.FalseContrasts, tally.FalseInteractions, tally.FalseRanks })
            Assert.True(rate.Mean - rate.Half <= 0.05, $"{rate.Mean:P1} ± {rate.Half:P1}");
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(5, true)]
    public void Intervals_hold_the_planted_effects_as_often_as_they_say(int replicates, bool sharedSeeds)
    {
        var tally = StudyTally.Of(new("effects", replicates) { Planted = true, Together = 0.5, SharedSeeds = sharedSeeds }, Repetitions, Seed);

        foreach (var rate in new[] { tally.Covered, tally.CoveredLevels, tally.CoveredDeviations })
            Assert.True(Math.Abs(rate.Mean - 0.95) <= 0.01 + rate.Half, $"{rate.Mean:P1} ± {rate.Half:P1}");
        Assert.True(tally.FalseContrasts.Mean - tally.FalseContrasts.Half <= 0.05);
    }

    /// <summary>Why the replicate is the unit: what this one would claim with pairs of trials taken for independent.</summary>
    [Fact]
    public void Pairs_of_trials_that_share_seeds_are_no_independent_observations()
        => Assert.True(StudyTally.Of(new("null", 5) { SharedSeeds = true }, Repetitions, Seed).FalseNaive.Mean > 0.3);

    [Fact]
    public void Held_out_replicates_take_the_optimism_off_the_winner()
    {
        var tally = StudyTally.Of(new("null", 5), Repetitions, Seed);

        Assert.True(tally.Optimism.Mean > 0.2, $"{tally.Optimism.Mean}");
        Assert.True(Math.Abs(tally.LeftOptimism.Mean) <= 2 * tally.LeftOptimism.Half, $"{tally.LeftOptimism.Mean}");
        Assert.True(tally.CoveredWinner.Mean + tally.CoveredWinner.Half >= 0.94, $"{tally.CoveredWinner.Mean}");
    }
}
