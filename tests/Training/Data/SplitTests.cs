using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Specs;
using Sweep.Training.Data;
using Sweep.Training.Data.Preparation;

namespace Sweep.Training.Tests.Data;

public sealed class SplitTests
{
    private static RawData Raw(int[] labels)
        => new()
        {
            Name = "raw",
            Rows = new(new NumberTable(labels.Length, 1, [.. labels.Select((_, i) => (double)i)]), labels, []),
            ClassNames = [.. Enumerable.Range(0, labels.Max() + 1).Select(c => $"c{c}")],
        };

    [Fact]
    public void Every_row_is_in_one_set_and_every_class_in_each_set_in_proportion()
    {
        var cases = from sizes in Gen.Choose(3, 60).ListOf(4)
                    from validation in Gen.Choose(1, 48)
                    from test in Gen.Choose(1, 48)
                    from seed in Gen.Choose(0, int.MaxValue)
                    select (sizes: sizes.ToArray(), validation: validation / 100.0, test: test / 100.0, seed);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Arb.From(cases), c =>
        {
            var labels = c.sizes.SelectMany((n, i) => Enumerable.Repeat(i, n)).ToArray();
            RandomKey.For((ulong)c.seed, 1).Sequence(RandomUse.Data).Shuffle(labels.AsSpan());
            var split = Splitter.Split(Raw(labels), new() { Validation = c.validation, Test = c.test }, RandomKey.For((ulong)c.seed, 0));
            Assert.Equal(Enumerable.Range(0, labels.Length), split.Train.Concat(split.Validation).Concat(split.Test).Order());
            for (var k = 0; k < c.sizes.Length; k++)
            {
                int Count(int[] rows) => rows.Count(r => labels[r] == k);
                Assert.True(Count(split.Train) >= 1 && Count(split.Validation) >= 1 && Count(split.Test) >= 1);
                Assert.True(Math.Abs(Count(split.Validation) - (c.validation * c.sizes[k])) < 1.5);
                Assert.True(Math.Abs(Count(split.Test) - (c.test * c.sizes[k])) < 1.5);
            }
        }));
    }

    [Theory]
    [InlineData(new[] { 10, 20, 30 }, 6, new[] { 1, 2, 3 })]
    [InlineData(new[] { 5, 3, 2 }, 5, new[] { 3, 1, 1 })]
    [InlineData(new[] { 3, 3, 3 }, 4, new[] { 2, 1, 1 })]
    [InlineData(new[] { 97, 3, 0 }, 10, new[] { 10, 1, 0 })]
    public void Places_go_by_the_largest_remainder(int[] sizes, int total, int[] places)
        => Assert.Equal(places, Apportionment.Share(sizes, total));

    [Fact]
    public void Split_follows_the_key_and_nothing_else()
    {
        var digits = new DataSource.Digits();
        Assert.Equal(TestData.Load(digits).Hash, TestData.Load(digits).Hash);
        Assert.NotEqual(TestData.Load(digits).Hash, TestData.Load(digits, key: RandomKey.For(42, 1)).Hash);
    }

    [Fact]
    public void A_class_with_too_few_rows_is_named()
    {
        var error = Assert.Throws<InvalidInputException>(() => Splitter.Split(Raw([0, 0, 0, 1, 1, 2, 2, 2, 2, 3]), new(), TestData.Key));
        Assert.Equal(2, error.Problems.Count);
        Assert.Contains("class \"c1\" has 2 rows", error.Message, StringComparison.Ordinal);
        Assert.Contains("class \"c3\" has 1 row;", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_that_leave_nothing_to_train_on_are_refused()
        => Assert.Throws<InvalidInputException>(() => TestData.Load(new DataSource.Iris(), c => c with { Validation = 0.5, Test = 0.5 }));

    [Fact]
    public void Train_rows_limits_training_alone_and_keeps_proportions()
    {
        var all = TestData.Load(new DataSource.Wine());
        var few = TestData.Load(new DataSource.Wine(), c => c with { TrainRows = 30 });
        Assert.Equal(30, few.Train.Rows);
        Assert.Equal([10, 12, 8], few.Train.ClassCounts(3));
        Assert.Equal(all.Validation.Labels, few.Validation.Labels);
        Assert.Equal(all.Test.Rows, few.Test.Rows);
        Assert.Equal(all.Hash, TestData.Load(new DataSource.Wine(), c => c with { TrainRows = 10_000 }).Hash);
        Assert.Throws<InvalidInputException>(() => TestData.Load(new DataSource.Wine(), c => c with { TrainRows = 2 }));
    }

    [Fact]
    public void Train_rows_of_many_small_classes_is_never_exceeded()
    {
        var labels = Enumerable.Repeat(0, 1_000).Concat(Enumerable.Range(1, 20).SelectMany(c => Enumerable.Repeat(c, 3))).ToArray();
        var split = Splitter.Split(Raw(labels), new() { TrainRows = 25 }, TestData.Key);
        Assert.Equal(25, split.Train.Length);
        Assert.Equal(21, split.Train.Select(r => labels[r]).Distinct().Count());
    }

    [Fact]
    public void Regression_is_split_by_a_plain_shuffle()
    {
        var data = TestData.Load(new DataSource.Friedman1 { Points = 1_000 });
        Assert.Equal((600, 200, 200), (data.Train.Rows, data.Validation.Rows, data.Test.Rows));
    }
}
