using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;

namespace Sweep.Training.Data.Preparation;

/// <summary>Makes a data set ready to train on: split, standardised, labels noised.</summary>
internal static class DataPreparation
{
    /// <summary>Prepares a data set.</summary>
    public static PreparedData Prepare(RawData data, DatasetConfig config, RandomKey key)
    {
        var classes = data.Task == TaskKind.Regression ? 1 : data.ClassNames.Count;
        if (config.LabelNoise > 0 && data.Task == TaskKind.Regression)
            throw ProblemList.Single(data.Name, $"label_noise needs classes, and the target is a number; leave label_noise at 0");

        var split = Splitter.Split(data, config, key);
        var features = Standardiser.Fit(data, split.Train, config.Standardize);
        var targets = TargetScale.Fit(data, split.Train);
        SampleSet Set(RawRows rows, int[] numbers)
            => new(numbers.Length, features.Apply(rows.Features, numbers), Pick(rows.Labels, numbers), targets.Apply(rows.Targets, numbers));

        var train = Set(data.Rows, split.Train);
        LabelNoise.Apply(train.Labels, classes, config.LabelNoise, key);
        var validation = Set(data.Rows, split.Validation);
        var test = data.Test is { } own ? Set(own, [.. Enumerable.Range(0, own.Rows)]) : Set(data.Rows, split.Test);
        return new()
        {
            Name = data.Name,
            Task = data.Task,
            Features = data.Rows.Features.Columns,
            Classes = classes,
            ClassNames = data.ClassNames,
            Image = data.Image,
            Train = train,
            Validation = validation,
            Test = test,
            Hash = DataHash.Of(data.Rows.Features.Columns, classes, train, validation, test),
        };
    }

    private static int[] Pick(int[] labels, int[] rows) => labels.Length == 0 ? [] : Array.ConvertAll(rows, r => labels[r]);
}
