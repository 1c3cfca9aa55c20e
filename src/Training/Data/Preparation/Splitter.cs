using System.Globalization;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;

namespace Sweep.Training.Data.Preparation;

/// <summary>
/// Splits rows into train, validation and test, class by class, so that each set has the classes in the same proportions.
/// Each class is shuffled by a sequence of its own. For regression all rows are one class.
/// </summary>
internal static class Splitter
{
    /// <summary>Splits a data set.</summary>
    /// <exception cref="Core.Specs.InvalidInputException">A class has too few rows, or the shares leave nothing to train on.</exception>
    public static Split Split(RawData data, DatasetConfig config, RandomKey key)
    {
        var testShare = data.Test is null ? config.Test : 0;
        if (!(config.Validation > 0 && testShare >= 0 && config.Validation + testShare < 1))
            throw ProblemList.Single(data.Name, string.Create(CultureInfo.InvariantCulture, $"validation: {config.Validation} and test: {testShare} leave nothing to train on; they must be positive and their sum below 1"));

        var groups = Groups(data);
        CheckSizes(data, groups);
        for (var c = 0; c < groups.Length; c++)
        {
            var sequence = key.Sequence(RandomUse.Split, (uint)c);
            sequence.Shuffle(groups[c].AsSpan());
        }

        var sizes = Array.ConvertAll(groups, g => g.Length);
        var validation = Apportionment.Share(sizes, Places(config.Validation, data.Rows.Rows));
        var test = data.Test is null ? Apportionment.Share(sizes, Places(testShare, data.Rows.Rows)) : new int[sizes.Length];
        for (var c = 0; c < sizes.Length; c++)
        {
            // Two shares rounded up may leave a small class without a row to train on.
            while (validation[c] + test[c] >= sizes[c])
                (validation[c] > test[c] ? ref validation[c] : ref test[c])--;
        }

        var train = Enumerable.Range(0, sizes.Length).Select(c => sizes[c] - validation[c] - test[c]).ToArray();
        Limit(data, config.TrainRows, train);
        return new(
            Take(groups, (c, g) => g[(validation[c] + test[c])..(validation[c] + test[c] + train[c])]),
            Take(groups, (c, g) => g[..validation[c]]),
            Take(groups, (c, g) => g[validation[c]..(validation[c] + test[c])]));
    }

    private static int Places(double share, int rows) => Math.Max(1, (int)Math.Floor((share * rows) + 0.5));

    private static int[][] Groups(RawData data)
    {
        if (data.Task == TaskKind.Regression)
            return [[.. Enumerable.Range(0, data.Rows.Rows)]];
        var groups = new List<int>[data.ClassNames.Count];
        for (var c = 0; c < groups.Length; c++)
            groups[c] = [];
        for (var row = 0; row < data.Rows.Rows; row++)
            groups[data.Rows.Labels[row]].Add(row);
        return Array.ConvertAll(groups, g => g.ToArray());
    }

    private static void CheckSizes(RawData data, int[][] groups)
    {
        var least = data.Test is null ? 3 : 2;
        var needs = least == 3 ? "one each to train on, for validation and for the test" : "one each to train on and for validation";
        var problems = new ProblemList(data.Name);
        for (var c = 0; c < groups.Length; c++)
        {
            if (groups[c].Length < least)
                problems.Add(0, 0, $"{(data.Task == TaskKind.Regression ? "it" : $"class \"{data.ClassNames[c]}\"")} has {groups[c].Length} row{(groups[c].Length == 1 ? "" : "s")}; at least {least} are needed, {needs}");
        }

        problems.ThrowIfAny();
    }

    private static void Limit(RawData data, int trainRows, int[] train)
    {
        if (trainRows <= 0 || trainRows >= train.Sum())
            return;
        if (trainRows < train.Length)
            throw ProblemList.Single(data.Name, $"train_rows: {trainRows} is less than its {train.Length} classes, of which each needs a row to train on");
        var limited = Apportionment.Share(train, trainRows);
        while (limited.Sum() > trainRows)
            limited[Array.IndexOf(limited, limited.Max())]--;
        limited.CopyTo(train, 0);
    }

    private static int[] Take(int[][] groups, Func<int, int[], int[]> part)
    {
        var rows = groups.SelectMany((g, c) => part(c, g)).ToArray();
        Array.Sort(rows);
        return rows;
    }
}
