using System.Text;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Data;
using Sweep.Training.Data.Csv;

namespace Sweep.Training.Tests.Data;

internal static class TestData
{
    public static RandomKey Key { get; } = RandomKey.For(42, 0);

    public static PreparedData Load(DataSource source, Func<DatasetConfig, DatasetConfig>? with = null, RandomKey? key = null)
    {
        var config = new DatasetConfig { Source = source };
        return new DataProvider().Load(with is null ? config : with(config), key ?? Key, "");
    }

    public static RawData Csv(string text, DataSource.Csv? options = null)
        => CsvReader.Read(Encoding.UTF8.GetBytes(text), "my.csv", options ?? new());

    public static double[] Row(this RawData data, int row)
    {
        var values = new double[data.Rows.Features.Columns];
        data.Rows.Features.CopyRow(row, values);
        return values;
    }

    public static IEnumerable<SampleSet> Sets(this PreparedData data) => [data.Train, data.Validation, data.Test];

    public static int[] ClassCounts(this SampleSet set, int classes)
        => [.. Enumerable.Range(0, classes).Select(c => set.Labels.Count(l => l == c))];
}
