using Sweep.Core.Configuration;
using Sweep.Core.Specs;
using Sweep.Training.Data;
using Sweep.Training.Data.Preparation;

namespace Sweep.Training.Tests.Data;

public sealed class PreparationTests
{
    [Fact]
    public void Training_features_have_mean_0_and_variance_1_and_constant_ones_are_0()
    {
        var data = TestData.Load(new DataSource.Digits());
        for (var i = 0; i < data.Features; i++)
        {
            var column = Enumerable.Range(0, data.Train.Rows).Select(r => (double)data.Train.Inputs[(r * data.Features) + i]).ToArray();
            Assert.Equal(0, column.Average(), 1e-5);
            var variance = column.Average(v => v * v);
            Assert.True(Math.Abs(variance - 1) < 1e-4 || column.All(v => v == 0), $"feature {i} has variance {variance}");
        }

        // The upper left pixel is 0 in every image.
        Assert.All(data.Sets(), s => Assert.All(Enumerable.Range(0, s.Rows), r => Assert.Equal(0, s.Inputs[r * data.Features])));
    }

    [Fact]
    public void A_constant_that_no_float_holds_exactly_becomes_0_and_not_noise()
    {
        var rows = Enumerable.Range(0, 30).Select(i => $"0.1,{i},{(i % 2 == 0 ? "a" : "b")}");
        var data = DataPreparation.Prepare(TestData.Csv("x,y,class\n" + string.Join('\n', rows)), new(), TestData.Key);
        Assert.All(data.Sets(), s => Assert.All(Enumerable.Range(0, s.Rows), r => Assert.Equal(0, s.Inputs[2 * r])));
    }

    [Fact]
    public void Validation_and_test_are_scaled_by_what_training_rows_say()
    {
        var raw = TestData.Load(new DataSource.Wine(), c => c with { Standardize = false });
        var scaled = TestData.Load(new DataSource.Wine());
        double Raw(SampleSet s, int r) => s.Inputs[(r * 13) + 12];
        var mean = Enumerable.Range(0, raw.Train.Rows).Average(r => Raw(raw.Train, r));
        var deviation = Math.Sqrt(Enumerable.Range(0, raw.Train.Rows).Average(r => Math.Pow(Raw(raw.Train, r) - mean, 2)));
        foreach (var (before, after) in raw.Sets().Zip(scaled.Sets()))
        {
            for (var r = 0; r < before.Rows; r++)
                Assert.Equal((Raw(before, r) - mean) / deviation, Raw(after, r), 1e-5);
        }
    }

    [Fact]
    public void Regression_targets_are_standardised_on_training_rows()
    {
        var data = TestData.Load(new DataSource.Friedman1());
        Assert.Equal(0, data.Train.Targets.Average(t => (double)t), 1e-6);
        Assert.Equal(1, data.Train.Targets.Average(t => (double)t * t), 1e-5);
        Assert.NotEqual(0, data.Validation.Targets.Average(t => (double)t), 1e-6);
        Assert.Empty(data.Train.Labels);
        Assert.Equal(1, data.Classes);
    }

    [Fact]
    public void Label_noise_changes_exactly_its_share_of_training_labels()
    {
        var clean = TestData.Load(new DataSource.Digits());
        var noisy = TestData.Load(new DataSource.Digits(), c => c with { LabelNoise = 0.25 });
        var changed = clean.Train.Labels.Zip(noisy.Train.Labels).Count(p => p.First != p.Second);
        Assert.Equal((int)Math.Round(0.25 * clean.Train.Rows), changed);
        Assert.Equal(clean.Train.Inputs, noisy.Train.Inputs);
        Assert.Equal(clean.Validation.Labels, noisy.Validation.Labels);
        Assert.Equal(clean.Test.Labels, noisy.Test.Labels);
        Assert.All(noisy.Train.Labels, l => Assert.InRange(l, 0, 9));
    }

    [Fact]
    public void Full_label_noise_leaves_no_label_and_reaches_every_other_class()
    {
        var labels = Enumerable.Repeat(1, 3_000).ToArray();
        LabelNoise.Apply(labels, 4, 1, TestData.Key);
        Assert.Equal([0, 2, 3], labels.Distinct().Order());
        Assert.All(labels.GroupBy(l => l), g => Assert.InRange(g.Count(), 850, 1_150));
    }

    [Fact]
    public void Label_noise_of_a_regression_is_refused()
        => Assert.Throws<InvalidInputException>(() => TestData.Load(new DataSource.Friedman1(), c => c with { LabelNoise = 0.1 }));

    [Fact]
    public void A_target_that_never_changes_is_refused()
    {
        var raw = TestData.Csv("x,y\n" + string.Join('\n', Enumerable.Range(0, 30).Select(i => $"{i},1.5")), new() { Task = TargetKind.Regression });
        Assert.Throws<InvalidInputException>(() => DataPreparation.Prepare(raw, new(), TestData.Key));
    }

    [Fact]
    public void Missing_values_take_the_mean_of_training_rows()
    {
        var rows = Enumerable.Range(0, 40).Select(i => $"{(i % 4 == 0 ? "" : i.ToString(System.Globalization.CultureInfo.InvariantCulture))},{(i % 2 == 0 ? "a" : "b")}");
        var raw = TestData.Csv("x,class\n" + string.Join('\n', rows), new() { Missing = MissingValues.Mean });
        var scaled = DataPreparation.Prepare(raw, new(), TestData.Key);
        Assert.Equal(10, scaled.Sets().Sum(s => s.Inputs.Count(x => x == 0)));
        var plain = DataPreparation.Prepare(raw, new() { Standardize = false }, TestData.Key);
        var filled = plain.Train.Inputs.GroupBy(x => x).MaxBy(g => g.Count())!;
        Assert.True(filled.Count() > 1);
        Assert.Equal(plain.Train.Inputs.Where(x => x != filled.Key).Average(x => (double)x), filled.Key, 1e-5);
    }
}
