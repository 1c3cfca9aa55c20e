using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Specs;
using Sweep.Training.Data;
using Sweep.Training.Data.Generators;

namespace Sweep.Training.Tests.Data;

public sealed class GeneratorTests
{
    [Fact]
    public void Moons_without_noise_are_those_of_scikit_learn()
    {
        var data = PointGenerator.Generate(new DataSource.Moons { Points = 10, Noise = 0 }, TestData.Key);
        AssertPoints([[1, 0], [0.70710678, 0.70710678], [0, 1], [-0.70710678, 0.70710678], [-1, 0], [0, 0.5], [0.29289322, -0.20710678], [1, -0.5], [1.70710678, -0.20710678], [2, 0.5]], data);
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], data.Rows.Labels);
    }

    [Fact]
    public void Circles_without_noise_are_those_of_scikit_learn()
    {
        var data = PointGenerator.Generate(new DataSource.Circles { Points = 10, Noise = 0, Factor = 0.5 }, TestData.Key);
        AssertPoints([[1, 0], [0.30901699, 0.95105652], [-0.80901699, 0.58778525], [-0.80901699, -0.58778525], [0.30901699, -0.95105652], [0.5, 0], [0.1545085, 0.47552826], [-0.4045085, 0.29389263], [-0.4045085, -0.29389263], [0.1545085, -0.47552826]], data);
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], data.Rows.Labels);
    }

    [Fact]
    public void Spiral_arms_wind_as_often_as_asked_and_share_the_points()
    {
        var data = PointGenerator.Generate(new DataSource.Spirals { Points = 3_001, Noise = 0, Arms = 3, Turns = 2 }, TestData.Key);
        Assert.Equal([1_001, 1_000, 1_000], data.Rows.Labels.GroupBy(l => l).OrderBy(g => g.Key).Select(g => g.Count()));
        var arm = Enumerable.Range(0, 3_001).Where(i => data.Rows.Labels[i] == 1).Select(data.Row).ToArray();
        var turned = 0.0;
        for (var i = 1; i < arm.Length; i++)
            turned += Math.IEEERemainder(Math.Atan2(arm[i][1], arm[i][0]) - Math.Atan2(arm[i - 1][1], arm[i - 1][0]), 2 * Math.PI);
        Assert.Equal(2, turned / (2 * Math.PI), 0.01);
    }

    [Fact]
    public void Blobs_scatter_around_their_centres_with_the_noise_as_deviation()
    {
        var data = PointGenerator.Generate(new DataSource.Blobs { Points = 9_000, Noise = 0.5, Features = 4, Classes = 3 }, TestData.Key);
        foreach (var cloud in Enumerable.Range(0, 9_000).GroupBy(i => data.Rows.Labels[i]))
        {
            Assert.Equal(3_000, cloud.Count());
            for (var feature = 0; feature < 4; feature++)
            {
                var values = cloud.Select(i => data.Row(i)[feature]).ToArray();
                var mean = values.Average();
                Assert.InRange(mean, -10.1, 10.1);
                Assert.Equal(0.5, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), 0.03);
            }
        }
    }

    [Fact]
    public void Xor_is_one_where_signs_differ()
    {
        var data = PointGenerator.Generate(new DataSource.Xor { Points = 1_000, Noise = 0 }, TestData.Key);
        for (var i = 0; i < 1_000; i++)
            Assert.Equal(data.Row(i)[0] * data.Row(i)[1] < 0 ? 1 : 0, data.Rows.Labels[i]);
    }

    [Fact]
    public void Friedman1_without_noise_is_its_formula()
    {
        var data = PointGenerator.Generate(new DataSource.Friedman1 { Points = 500, Noise = 0, Features = 7 }, TestData.Key);
        for (var i = 0; i < 500; i++)
        {
            var x = data.Row(i);
            Assert.All(x, v => Assert.InRange(v, 0, 1));
            Assert.Equal((10 * Math.Sin(Math.PI * x[0] * x[1])) + (20 * Math.Pow(x[2] - 0.5, 2)) + (10 * x[3]) + (5 * x[4]), data.Rows.Targets[i], 1e-12);
        }
    }

    [Fact]
    public void Another_key_gives_other_points()
        => Assert.NotEqual(TestData.Load(new DataSource.Moons()).Hash, TestData.Load(new DataSource.Moons(), key: RandomKey.For(42, 1)).Hash);

    [Fact]
    public void Too_many_values_are_refused_before_any_is_made()
    {
        var error = Assert.Throws<InvalidInputException>(() => TestData.Load(new DataSource.Blobs { Points = 10_000_000, Features = 10_000 }));
        Assert.Contains("67,108,864", error.Message, StringComparison.Ordinal);
    }

    private static void AssertPoints(double[][] expected, RawData data)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i][0], data.Row(i)[0], 1e-8);
            Assert.Equal(expected[i][1], data.Row(i)[1], 1e-8);
        }
    }
}
