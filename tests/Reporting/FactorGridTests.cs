using Sweep.Core.Specs;

namespace Sweep.Reporting.Tests;

public sealed class FactorGridTests
{
    private static int[] Bins(FactorRange range, params string[] labels)
    {
        var grid = new FactorGrid([new("x", [], range)]);
        return [.. labels.Select(l => grid.NumbersOf(new(0, [l], new()))[0])];
    }

    [Fact]
    public void Logarithmic_range_is_cut_evenly_in_its_logarithm()
    {
        var range = new FactorRange(1e-4, 1, Log: true, Whole: false);

        Assert.Equal([0, 0, 1, 2, 3, 3], Bins(range, "0.0001", "0.0009", "0.002", "0.02", "0.2", "1"));
        Assert.Equal(["0.0001 to 0.001", "0.001 to 0.01", "0.01 to 0.1", "0.1 to 1"], new FactorGrid([new("x", [], range)]).Factors[0].Levels);
    }

    [Fact]
    public void Linear_range_is_cut_evenly_and_few_whole_numbers_stand_for_themselves()
    {
        Assert.Equal([0, 1, 2, 3, 3], Bins(new(0, 0.4, false, false), "0.05", "0.15", "0.25", "0.35", "0.4"));
        Assert.Equal([0, 2, 4], Bins(new(1, 5, false, true), "1", "3", "5"));
    }

    [Fact]
    public void Unknown_label_is_an_error()
        => Assert.Throws<InvalidDataException>(() => new FactorGrid([FakePlan.Factor("a", "x")]).NumbersOf(new(0, ["y"], new())));
}
