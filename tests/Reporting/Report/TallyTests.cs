using Sweep.Reporting.Report;

namespace Sweep.Reporting.Tests.Report;

public sealed class TallyTests
{
    [Fact]
    public void A_median_is_within_a_sixteenth_of_a_decade_over_eighty_orders_of_magnitude()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var values = Enumerable.Range(0, 101).Select(_ => Math.Pow(10, (80 * random.NextDouble()) - 45)).ToList();
            var tally = new LogTally();
            values.ForEach(tally.Add);
            Assert.InRange(Math.Log10(tally.Median()) - Math.Log10(values.Order().ElementAt(50)), -0.0626, 0.0626);
        }
    }

    [Fact]
    public void Zero_lies_below_all_and_infinity_above_and_nan_does_not_count()
    {
        var tally = new LogTally();
        Assert.Equal(double.NaN, tally.Median());
        foreach (var value in (double[])[0, 0, 1, double.PositiveInfinity, double.NaN])
            tally.Add(value);
        Assert.Equal(4, tally.Count);
        Assert.Equal((0.0, double.PositiveInfinity), (tally.Median(), tally.Quantile(1)));
    }

    [Fact]
    public void A_grid_merges_neighbours_and_loses_nothing()
    {
        var grid = new GradientGrid();
        for (var back = 0; back < 100; back++)
        {
            for (var epoch = 1; epoch <= 1_000; epoch++)
                grid.Add(back, epoch, Math.Pow(10, -back));
        }

        Assert.Equal((100, 4, 25), (grid.Layers, grid.LayersPerCell, grid.Rows));
        Assert.Equal((1_000, 32, 32), (grid.Epochs, grid.EpochsPerCell, grid.Columns));

        // Layers 4 to 7 stand in the second row: the lower median of 1e-4 to 1e-7 is 1e-6.
        Assert.InRange(Math.Log10(grid.Median(1, 0)), -6.07, -5.87);
        Assert.InRange(Math.Log10(grid.Median(1, 31)), -6.07, -5.87);
    }
}
