using Sweep.Core.Configuration;
using Sweep.Training.Data;

namespace Sweep.Training.Tests.Data;

public sealed class EmbeddedSetTests
{
    // Facts of scikit-learn 1.2.1's loaders: class counts, sum of all values, means of the third and the last feature.
    public static TheoryData<DataSource, int[], double, double, double> Facts => new()
    {
        { new DataSource.Digits(), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180], 561718.0, 5.204785754034502, 0.36449638286032277 },
        { new DataSource.BreastCancer(), [212, 357], 1056474.4596356, 91.96903339191566, 0.08394581722319855 },
        { new DataSource.Wine(), [59, 71, 48], 159975.295999, 2.3665168539325854, 746.8932584269663 },
        { new DataSource.Iris(), [50, 50, 50], 2078.7, 3.7580000000000027, 1.199333333333334 },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Sets_are_those_of_scikit_learn(DataSource source, int[] classCounts, double sum, double third, double last)
    {
        var data = TestData.Load(source, c => c with { Standardize = false });
        Assert.Equal(classCounts.Length, data.Classes);
        Assert.Equal(classCounts.Length, data.ClassNames.Count);
        Assert.Equal(classCounts, Enumerable.Range(0, data.Classes).Select(c => data.Sets().Sum(s => s.Labels.Count(l => l == c))));
        Assert.Equal(sum, data.Sets().Sum(s => s.Inputs.Sum(x => (double)x)), sum * 1e-7);
        double Mean(int feature) => data.Sets().Sum(s => Enumerable.Range(0, s.Rows).Sum(r => (double)s.Inputs[(r * data.Features) + feature])) / classCounts.Sum();
        Assert.Equal(third, Mean(2), third * 1e-6);
        Assert.Equal(last, Mean(data.Features - 1), last * 1e-6);
    }

    [Fact]
    public void Class_names_are_those_of_the_sources()
    {
        Assert.Equal(["setosa", "versicolor", "virginica"], TestData.Load(new DataSource.Iris()).ClassNames);
        Assert.Equal(["malignant", "benign"], TestData.Load(new DataSource.BreastCancer()).ClassNames);
        Assert.Equal("9", TestData.Load(new DataSource.Digits()).ClassNames[9]);
    }

    [Fact]
    public void Digits_are_images_and_others_are_not()
    {
        Assert.Equal(new ImageShape(8, 8), TestData.Load(new DataSource.Digits()).Image);
        Assert.Null(TestData.Load(new DataSource.Iris()).Image);
    }

    [Fact]
    public void Catalogue_agrees_with_what_is_loaded()
    {
        foreach (var description in DatasetCatalog.All.Where(d => d.Rows is not null))
        {
            var data = TestData.Load(description.Source);
            Assert.Equal(description.Name, data.Name);
            Assert.Equal(description.Rows, data.Sets().Sum(s => s.Rows));
            Assert.Equal(description.Features, data.Features);
            Assert.Equal(description.Classes, data.Classes);
            Assert.Equal(description.Task, data.Task);
        }
    }

    [Fact]
    public void Catalogue_names_every_source_and_the_nearest_of_a_misspelt_one()
    {
        var sources = typeof(DataSource).GetNestedTypes().Where(t => !t.IsAbstract).ToHashSet();
        Assert.Equal(sources, DatasetCatalog.All.Select(d => d.Source.GetType()).ToHashSet());
        var error = Assert.Throws<Core.Specs.InvalidInputException>(() => DatasetCatalog.Find("digit"));
        Assert.Contains("nearest is \"digits\"", error.Message, StringComparison.Ordinal);
    }
}
