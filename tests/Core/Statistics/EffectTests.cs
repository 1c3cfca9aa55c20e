using System.Text.Json;
using Sweep.Core.Statistics;

namespace Sweep.Core.Tests.Statistics;

public sealed class EffectTests
{
    private readonly JsonElement _reference = StatisticsReference.Load();

    [Fact]
    public void Level_summaries_agree_with_scipy_and_leave_diverged_trials_out()
    {
        var table = StatisticsReference.Table(_reference);
        foreach (var (factor, key) in new[] { (0, "levels_a"), (1, "levels_b") })
        {
            var levels = LevelSummary.Of(table, factor);
            for (var i = 0; i < levels.Count; i++)
                StatisticsReference.AssertMean(_reference.GetProperty(key)[i], levels[i].Objective);
        }

        Assert.Equal([(6, 0), (6, 1), (6, 2)], LevelSummary.Of(table, 0).Select(l => (l.Trials, l.Diverged)));
        Assert.Equal(2 / 6.0, LevelSummary.Of(table, 0)[2].DivergedShare);
    }

    [Fact]
    public void Wilson_intervals_agree_with_scipy()
    {
        foreach (var expected in _reference.GetProperty("wilson").EnumerateArray())
        {
            StatisticsReference.AssertInterval(expected.GetProperty("confidence"),
                WilsonInterval.Of(expected.GetProperty("hits").GetInt64(), expected.GetProperty("trials").GetInt64()));
        }
    }

    [Fact]
    public void Paired_effects_agree_with_scipy_whatever_the_order_of_trials()
    {
        var effects = MainEffect.Of(StatisticsReference.Table(_reference), 0, 0);

        Assert.Equal((0, true), (effects[0].Difference, effects[0].Paired));
        for (var i = 0; i < 2; i++)
        {
            var expected = _reference.GetProperty("paired_a_versus_0")[i];
            Assert.True(effects[i + 1].Paired);
            Assert.Equal(expected.GetProperty("count").GetInt32(), effects[i + 1].Count);
            Assert.Equal(expected.GetProperty("mean").GetDouble(), effects[i + 1].Difference, 1e-12);
            Assert.Equal(expected.GetProperty("standard_error").GetDouble(), effects[i + 1].StandardError, 1e-12);
            StatisticsReference.AssertInterval(expected.GetProperty("confidence"), effects[i + 1].Confidence);
        }
    }

    [Fact]
    public void Uncrossed_levels_are_compared_by_welch()
    {
        // A second factor with a level of its own for every row leaves no pair.
        var crossed = StatisticsReference.Table(_reference);
        var table = new ObservationTable([crossed.Factors[0], new("point", [.. Enumerable.Range(0, crossed.Rows).Select(i => $"p{i}")])]);
        for (var row = 0; row < crossed.Rows; row++)
            table.Add([crossed.LevelOf(row, 0), row], 0, crossed.ValueOf(row), crossed.DivergedAt(row));

        var effects = MainEffect.Of(table, 0, 0);
        for (var i = 0; i < 2; i++)
        {
            var expected = _reference.GetProperty("welch_a_versus_0")[i];
            Assert.False(effects[i + 1].Paired);
            Assert.Equal(expected.GetProperty("difference").GetDouble(), effects[i + 1].Difference, 1e-12);
            Assert.Equal(expected.GetProperty("standard_error").GetDouble(), effects[i + 1].StandardError, 1e-12);
            StatisticsReference.AssertInterval(expected.GetProperty("confidence"), effects[i + 1].Confidence);
        }
    }

    [Fact]
    public void Shares_of_variance_agree_with_scipy()
    {
        var table = StatisticsReference.Table(_reference);
        foreach (var (factor, key) in new[] { (0, "share_a"), (1, "share_b") })
        {
            var share = VarianceShare.Of(table, factor);
            Assert.Equal(_reference.GetProperty(key).GetProperty("eta_squared").GetDouble(), share.EtaSquared, 1e-12);
            Assert.Equal(_reference.GetProperty(key).GetProperty("omega_squared").GetDouble(), share.OmegaSquared, 1e-12);
        }
    }

    [Theory]
    [InlineData(false, 0, 0)]
    [InlineData(true, 1, 1)]
    public void Factors_rank_by_share_and_name_their_best_level(bool maximize, int bestA, int bestB)
    {
        var effects = FactorEffect.Rank(StatisticsReference.Table(_reference), maximize);

        Assert.Equal(["a", "b"], effects.Select(e => e.Factor));
        Assert.Equal((bestA, bestB), (effects[0].Best, effects[1].Best));
        Assert.Equal(0, effects[0].VersusBest[bestA].Difference);
        Assert.All(effects[0].VersusBest.Where((_, i) => i != bestA), e => Assert.Equal(maximize, e.Difference < 0));
    }

    [Fact]
    public void Without_values_nothing_is_claimed()
    {
        var table = new ObservationTable([new("a", ["x", "y"])]);
        table.Add([0], 0, double.NaN, diverged: true);
        table.Add([1], 0, double.PositiveInfinity, diverged: false);

        var effect = Assert.Single(FactorEffect.Rank(table, maximize: false));
        Assert.Equal(-1, effect.Best);
        Assert.Empty(effect.VersusBest);
        Assert.True(double.IsNaN(effect.Share.EtaSquared));
        Assert.Equal((1, 1, 0), (effect.Levels[0].Trials, effect.Levels[0].Diverged, effect.Levels[0].Objective.Count));
        Assert.Equal((1, 0, 0), (effect.Levels[1].Trials, effect.Levels[1].Diverged, effect.Levels[1].Objective.Count));
    }

    [Fact]
    public void Single_pair_gives_no_interval()
    {
        var table = new ObservationTable([new("a", ["x", "y"])]);
        table.Add([0], 0, 1, false);
        table.Add([1], 0, 3, false);

        var effect = MainEffect.Of(table, 0, 0)[1];
        Assert.Equal(2, effect.Difference);
        Assert.True(double.IsNaN(effect.Confidence.Low));
        Assert.False(effect.Clear);
    }

    [Fact]
    public void Nan_is_refused_rather_than_averaged()
        => Assert.Throws<ArgumentException>(() => MeanEstimate.Of([1, double.NaN]));
}
