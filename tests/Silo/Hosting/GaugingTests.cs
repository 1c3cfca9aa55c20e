using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Silo.Hosting;
using Sweep.Silo.Metrics;
using Sweep.Testing;

namespace Sweep.Silo.Tests.Hosting;

public sealed class GaugingTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void The_end_is_where_the_pace_of_the_last_minutes_leads()
    {
        var end = new EndEstimate(time);
        Assert.Null(end.At(0, 100));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(end.At(0, 100));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(time.GetUtcNow().AddSeconds(20 * 9), end.At(10, 100));
        for (var finished = 11; finished < 50; finished++)
        {
            time.Advance(TimeSpan.FromSeconds(60));
            end.At(finished, 100);
        }

        // By now the fast beginning is forgotten: one trial a minute.
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(time.GetUtcNow().AddSeconds(60 * 50), end.At(50, 100));
        time.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(end.At(50, 100));
        Assert.Null(end.At(100, 100));
    }

    [Fact]
    public void Levels_that_are_numbers_are_named_by_their_place_and_ranges_not_at_all()
    {
        var naming = new LevelNaming(
        [
            new("activation", [new("relu"), new("tanh")], null),
            new("dropout", [new("0"), new("0.3"), new("0.5")], null),
            new("clip", [new("none"), new("norm(1)")], null),
            new("mixed", [new("none"), new("1e-3")], null),
            new("learning_rate", [], new(1e-4, 1, true, false)),
        ]);
        Assert.Equal(new("activation", "tanh"), naming.Find("activation", "tanh"));
        Assert.Equal(new("dropout", "1"), naming.Find("dropout", "0.3"));
        Assert.Equal(new("clip", "norm(1)"), naming.Find("clip", "norm(1)"));
        Assert.Equal(new("mixed", "0"), naming.Find("mixed", "none"));
        Assert.Null(naming.Find("learning_rate", "0.01"));
        Assert.Equal(0, naming.LeftOut);
    }

    [Fact]
    public void Levels_beyond_the_bounds_are_left_out_and_told()
    {
        var naming = new LevelNaming(
        [
            new("wide", [.. Enumerable.Range(0, MetricNames.MaxLevels - 1).Select(i => new Level($"l{i}"))], null),
            new("more", [new("a"), new("b")], null),
        ]);
        Assert.NotNull(naming.Find("more", "a"));
        Assert.Null(naming.Find("more", "b"));
        Assert.Equal(1, naming.LeftOut);
        Assert.Equal(3, new LevelNaming([.. Enumerable.Range(0, MetricNames.MaxFactors + 3).Select(i => new Factor($"f{i}", [new("a")], null))]).LeftOut);
    }

    [Fact]
    public void What_grains_say_becomes_gauges()
    {
        var plan = SpecCompiler.Compile(Api.ApiFixture.Quick, "quick").Plan!;
        var gauging = new SweepGauging(plan, time);
        Assert.Equal(("idle", 0, 0), (gauging.Read(null, null).Phase, gauging.Read(null, null).Total, gauging.Read(null, null).Levels.Count));
        var totals = new SweepTotals(2, 0, 0, 0, 0, [], [new(1, 0.9, "relu"), new(0, 0.8, "tanh"), new(1_000, 0.7, "relu")],
            [new("activation", "relu", 2, 3, 0, 2, 5, new(2, [1, 1]))]);
        var gauges = gauging.Read(new(SweepPhase.Running, 4, 2, 0, 0, 0, 1, null), totals);
        Assert.Equal((1, 1, 2, "running", 0.9), (gauges.Pending, gauges.Running, gauges.Completed, gauges.Phase, gauges.Best));
        Assert.Equal([new("activation", "relu")], gauges.Leaders[0].Levels);
        Assert.Empty(gauges.Leaders[2].Levels);
        var level = Assert.Single(gauges.Levels);
        Assert.Equal((2, 1.5, Math.Sqrt(0.5)), (level.Trials, level.ObjectiveMean, level.ObjectiveDeviation));
        Assert.Equal([("healthy", 0.5), ("vanishing", 0.5), ("exploding", 0)], level.VerdictShares.Take(3));
    }
}
