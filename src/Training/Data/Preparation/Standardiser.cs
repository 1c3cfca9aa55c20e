namespace Sweep.Training.Data.Preparation;

/// <summary>
/// Mean and standard deviation (of the population) of each feature over the training rows, in double precision and one
/// fixed order. A missing value takes the mean; a feature that is constant over the training rows becomes 0 everywhere.
/// </summary>
internal sealed class Standardiser
{
    private readonly RawData _data;
    private readonly bool _scale;
    private readonly double[] _mean;
    private readonly double[] _deviation;

    private Standardiser(RawData data, bool scale, double[] mean, double[] deviation)
        => (_data, _scale, _mean, _deviation) = (data, scale, mean, deviation);

    /// <summary>Fits to the training rows.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="train">Numbers of the training rows.</param>
    /// <param name="scale">Whether features are scaled at all; if not, only missing values are filled.</param>
    public static Standardiser Fit(RawData data, int[] train, bool scale)
    {
        var columns = data.Rows.Features.Columns;
        var (mean, squares, least, greatest) = (new double[columns], new double[columns], new double[columns], new double[columns]);
        var count = new int[columns];
        var row = new double[columns];
        Array.Fill(least, double.PositiveInfinity);
        Array.Fill(greatest, double.NegativeInfinity);
        foreach (var number in train)
        {
            data.Rows.Features.CopyRow(number, row);
            for (var i = 0; i < columns; i++)
            {
                if (double.IsNaN(row[i]))
                    continue;
                count[i]++;
                mean[i] += row[i];
                least[i] = Math.Min(least[i], row[i]);
                greatest[i] = Math.Max(greatest[i], row[i]);
            }
        }

        var problems = new ProblemList(data.Name);
        for (var i = 0; i < columns; i++)
        {
            if (count[i] == 0)
                problems.Add(0, 0, $"{data.FeatureName(i)} has no value in any training row, so that no mean can stand in for its missing values");
            mean[i] = least[i] == greatest[i] ? least[i] : mean[i] / count[i];
        }

        problems.ThrowIfAny();
        foreach (var number in train)
        {
            data.Rows.Features.CopyRow(number, row);
            for (var i = 0; i < columns; i++)
            {
                var distance = double.IsNaN(row[i]) ? 0 : row[i] - mean[i];
                squares[i] += distance * distance;
            }
        }

        return new(data, scale, mean, Array.ConvertAll(squares, s => Math.Sqrt(s / train.Length)));
    }

    /// <summary>Features of some rows, ready to train on.</summary>
    /// <exception cref="Core.Specs.InvalidInputException">A value is too far from the training rows for a float.</exception>
    public float[] Apply(FeatureTable table, int[] rows)
    {
        var result = new float[(long)rows.Length * table.Columns];
        var row = new double[table.Columns];
        for (var r = 0; r < rows.Length; r++)
        {
            table.CopyRow(rows[r], row);
            var output = result.AsSpan(r * table.Columns, table.Columns);
            for (var i = 0; i < row.Length; i++)
            {
                var value = double.IsNaN(row[i]) ? _mean[i] : row[i];
                if (_scale)
                    value = _deviation[i] == 0 ? 0 : (value - _mean[i]) / _deviation[i];
                output[i] = (float)value;
                if (!float.IsFinite(output[i]))
                    throw ProblemList.Single(_data.Name, $"{_data.FeatureName(i)} has a value too far from those of the training rows to be standardised");
            }
        }

        return result;
    }
}
