using System.Globalization;
using Sweep.Core.Configuration;

namespace Sweep.Training.Data.Csv;

/// <summary>Puts the columns of a CSV file together into rows of features and targets.</summary>
internal static class CsvAssembly
{
    /// <summary>Different whole values up to which a target of numbers is taken for classes.</summary>
    public const int MaxAutoClasses = 20;

    /// <summary>Makes the rows.</summary>
    public static RawData Assemble(CsvColumn[] columns, int target, int rows, string file, TargetKind task)
    {
        var names = new List<string>();
        var levels = columns.Select(c => c.Finish(rows)).ToArray();
        var features = 0L;
        for (var i = 0; i < columns.Length; i++)
            features += i == target ? 0 : columns[i].Width;
        if (features > CsvReader.MaxFeatures)
            throw ProblemList.Single(file, string.Create(CultureInfo.InvariantCulture, $"becomes {features:N0} features, as each text of a column becomes one; at most {CsvReader.MaxFeatures:N0} are allowed"));
        if (features * rows > FeatureTable.MaxValues)
            throw CsvReader.TooLarge(file, rows, features);

        var width = (int)features;
        var values = new double[rows * width];
        var offset = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            if (i == target)
                continue;
            var column = columns[i];
            Copy(column, values.AsSpan(offset), width, rows);
            names.AddRange(column.IsText ? levels[i].Select(l => $"{column.Name}={l}") : [column.Name]);
            offset += column.Width;
        }

        var table = new NumberTable(rows, width, values);
        var (labels, classes) = Classes(columns[target], levels[target], file, task);
        return new()
        {
            Name = file,
            Rows = classes.Count > 0 ? new(table, labels, []) : new(table, [], columns[target].Numbers.ToArray()),
            ClassNames = classes,
            FeatureNames = names,
        };
    }

    private static void Copy(CsvColumn column, Span<double> values, int stride, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            var cells = values.Slice(row * stride, column.Width);
            if (!column.IsText)
                cells[0] = column.Numbers[row];
            else if (column.Codes[row] < 0)
                cells.Fill(double.NaN);
            else
                cells[column.Codes[row]] = 1;
        }
    }

    private static (int[] Labels, IReadOnlyList<string> Names) Classes(CsvColumn target, IReadOnlyList<string> levels, string file, TargetKind task)
    {
        if (task == TargetKind.Regression)
            return ([], []);
        if (target.IsText)
            return (target.Codes.ToArray(), AtLeastTwo(levels, target.Name, file));

        var limit = task == TargetKind.Auto ? MaxAutoClasses : CsvReader.MaxClasses;
        var distinct = new SortedSet<double>();
        foreach (var number in target.Numbers)
        {
            distinct.Add(number + 0.0);
            if (task == TargetKind.Auto && (distinct.Count > limit || number != Math.Floor(number)))
                return ([], []);
            if (distinct.Count > limit)
                throw ProblemList.Single(file, string.Create(CultureInfo.InvariantCulture, $"its target \"{target.Name}\" has more than {limit:N0} classes; is it a number to predict? Then say task: regression"));
        }

        var values = distinct.ToArray();
        var labels = new int[target.Numbers.Length];
        for (var row = 0; row < labels.Length; row++)
            labels[row] = Array.BinarySearch(values, target.Numbers[row]);
        return (labels, AtLeastTwo([.. values.Select(v => v.ToString("R", CultureInfo.InvariantCulture))], target.Name, file));
    }

    private static IReadOnlyList<string> AtLeastTwo(IReadOnlyList<string> names, string target, string file)
        => names.Count >= 2 ? names : throw ProblemList.Single(file, $"its target \"{target}\" has one class alone; at least two are needed");
}
