using System.Globalization;
using DuckDB.NET.Data;
using Sweep.Core.Specs;
using Sweep.Reporting;
using Sweep.Reporting.Export;
using Sweep.Reporting.Tests;
using Sweep.Storage;

namespace Sweep.Query.Tests;

public sealed class ParquetExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-parquet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_field_is_that_of_the_csv_to_the_last_bit()
    {
        var sweep = new SmallSweep();
        await ExportAsync(sweep.Store, sweep.Record, sweep.Plan);

        foreach (var table in new[] { "trials", "epochs", "gradients" })
            Assert.Equal(CsvFields(table), ParquetFields(table));
    }

    [Fact]
    public async Task Odd_numbers_and_numeric_factors_survive()
    {
        var plan = new FakePlan(1, SmallSweep.Loss, FakePlan.Factor("learning_rate", "-1", "1e-3"), FakePlan.Factor("epochs", "5", "full"));
        var store = Recorded.Store(4);
        store.Add(0, SmallSweep.Completed(0.1 + 0.2) with { TestLoss = double.PositiveInfinity, TrainLoss = double.Epsilon }, SmallSweep.Epochs(double.MaxValue / 7, 0.3));
        await ExportAsync(store, Recorded.Sweep(4), plan);

        foreach (var table in new[] { "trials", "epochs", "gradients" })
            Assert.Equal(CsvFields(table), ParquetFields(table));
        Assert.Equal([("learning_rate", "DOUBLE"), ("factor.epochs", "VARCHAR"), ("seed", "UBIGINT"), ("verdicts", "VARCHAR[]"), ("validation_loss", "DOUBLE"), ("started", "TIMESTAMP WITH TIME ZONE")],
            Types("trials").Where(t => t.Name is "learning_rate" or "factor.epochs" or "seed" or "verdicts" or "started" or "validation_loss"));
        Assert.Equal([("gradient_norm_mean", "FLOAT"), ("histogram", "BIGINT[]")], Types("gradients").Where(t => t.Name is "gradient_norm_mean" or "histogram"));
        Assert.Equal([[(object)double.PositiveInfinity, double.Epsilon, -1.0]], Read("select test_loss, train_loss, learning_rate from trials"));
    }

    [Fact]
    public async Task Files_are_whole_Parquet_and_nothing_temporary_stays()
    {
        var sweep = new SmallSweep();
        var written = await ExportAsync(sweep.Store, sweep.Record, sweep.Plan);

        Assert.Equal(written.Select(f => Path.GetFileName(f)).Order(), Directory.EnumerateFileSystemEntries(_folder).Select(e => Path.GetFileName(e)).Order());
        foreach (var table in new[] { "trials", "epochs", "gradients" })
        {
            var bytes = File.ReadAllBytes(Path.Combine(_folder, table + ".parquet"));
            var footer = BitConverter.ToInt32(bytes, bytes.Length - 8);
            Assert.Equal("PAR1"u8, bytes.AsSpan(0, 4));
            Assert.Equal("PAR1"u8, bytes.AsSpan(bytes.Length - 4));
            Assert.InRange(footer, 1, bytes.Length - 12);
        }
    }

    [Fact]
    public async Task Cancelled_export_leaves_nothing()
    {
        var sweep = new SmallSweep();
        var results = await sweep.LoadAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SweepExport.WriteAsync(
            ExportSource.Of(sweep.Store, results, sweep.Plan), results, [new ParquetExport()], _folder, cancellation: new(canceled: true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    private async Task<IReadOnlyList<string>> ExportAsync(ISweepStore store, SweepRecord record, SweepPlan plan)
    {
        var results = await SweepResults.LoadAsync(store, record, plan);
        return await SweepExport.WriteAsync(ExportSource.Of(store, results, plan), results, [new CsvExport(), new ParquetExport()], _folder);
    }

    private List<string> CsvFields(string table)
        => [.. File.ReadLines(Path.Combine(_folder, table + ".csv")).Select(l => l.Replace("'=disk", "=disk", StringComparison.Ordinal))];

    /// <summary>The file's rows written as CSV once more, by DuckDB alone: no view and no row of ours takes part.</summary>
    private List<string> ParquetFields(string table)
    {
        var lines = new List<string> { string.Join(',', Types(table).Select(t => t.Name)) };
        var levels = table == "trials" ? File.ReadLines(Path.Combine(_folder, "trials.csv")).Skip(1).Select(l => l.Split(',')[3..5]).ToList() : [];
        foreach (var row in Read($"select * from {table}"))
        {
            var fields = row.Select(Field).ToArray();

            // A numeric level is written as its label in CSV and as its number in Parquet.
            for (var f = 0; f < 2 && levels.Count > 0; f++)
            {
                if (row[3 + f] is double number)
                {
                    Assert.Equal(double.Parse(levels[lines.Count - 1][f], CultureInfo.InvariantCulture), number);
                    fields[3 + f] = levels[lines.Count - 1][f];
                }
            }

            lines.Add(string.Join(',', fields));
        }

        return lines;
    }

    private static string Field(object? value) => value switch
    {
        null => "",
        double number => double.IsInfinity(number) ? "inf" : number.ToString("R", CultureInfo.InvariantCulture),
        float number => float.IsInfinity(number) ? "inf" : number.ToString("R", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
        List<string> names => string.Join(';', names),
        List<long> counts => string.Join(';', counts),
        string text when text.Contains('"', StringComparison.Ordinal) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private List<(string Name, string Type)> Types(string table)
        => [.. Read($"select column_name, column_type from (describe {table})").Select(r => ((string)r[0]!, (string)r[1]!))];

    private List<object?[]> Read(string query)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        foreach (var table in new[] { "trials", "epochs", "gradients" })
        {
            using var view = connection.CreateCommand();
            view.CommandText = $"create view {table} as from read_parquet('{Path.Combine(_folder, table)}.parquet')";
            view.ExecuteNonQuery();
        }

        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }
}
